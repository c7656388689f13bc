// A ruler of bytes: their digits with the cuts between chunks, and below them what they make up.
import { measureWidest, truncate } from '../../text/width.ts';
import type { Style } from '../style.ts';
import { Canvas } from './canvas.ts';

/** A byte on the ruler, or what stands for several that are not shown. */
export interface RulerCell {
  /** Its two digits, or how many there are. */
  text: string;
  /** How many bytes come before it. */
  offset: number;
  /** The chunk it came in, from 1. */
  chunk: number;
  /** Its value; null where the cell stands for several bytes, or the value is not known. */
  byte: number | null;
}

/** A span of cells with one label. */
export interface ByteSpan {
  /** The first and the last of its cells. */
  from: number;
  to: number;
  kind: 'character' | 'header' | 'body';
  /** The labels to choose from; the first that fits is written. */
  texts: string[];
  /** Something is wrong with it. */
  isBad?: boolean;
}

/** A ruler, and how many cells it had room for. */
export interface Ruler {
  lines: string[];
  shown: number;
}

// How a span is drawn: its ends, what fills it, what a cut through it looks like.
const SHAPES = {
  character: { begin: '', fill: '─', end: '┘', cut: '╂' },
  header: { begin: '╞', fill: '═', end: '╡', cut: '╪' },
  body: { begin: '├', fill: '─', end: '┤', cut: '┼' },
} as const;
const CUT = '┃';
const TORN = '↑';
// The end of a span that has no closing mark.
const MISSING = '…';

/** Cells of one line of a ruler, and the column at which each begins. */
interface RulerRow {
  first: number;
  columns: number[];
}

/** Draws at most `rows` rows of cells in `width` columns, each of several lines. */
export function renderRuler(
  cells: readonly RulerCell[],
  spans: readonly ByteSpan[],
  { width, rows, style }: { width: number; rows: number; style: Style },
): Ruler {
  const digits = String(cells.at(-1)?.offset ?? 0).length;
  // The offset, a blank, and the column in which a cut before the first byte is drawn.
  const margin = width < 28 ? 1 : digits + 2;
  const laid = layCells(cells, margin, width);
  const kept = laid.slice(0, rows);
  const lines = kept.flatMap((row) => drawRow(row, { cells, spans, margin, width, style }));
  return { lines, shown: kept.reduce((sum, { columns }) => sum + columns.length, 0) };
}

function layCells(cells: readonly RulerCell[], margin: number, width: number): RulerRow[] {
  const rows: RulerRow[] = [];
  let row: RulerRow = { first: 0, columns: [] };
  let column = margin;
  for (const [index, cell] of cells.entries()) {
    const columns = measureWidest(cell.text);
    if (column + columns > width && row.columns.length > 0) {
      rows.push(row);
      row = { first: index, columns: [] };
      column = margin;
    }
    row.columns.push(column);
    column += columns + 1;
  }
  return row.columns.length > 0 ? [...rows, row] : rows;
}

interface Drawing {
  cells: readonly RulerCell[];
  spans: readonly ByteSpan[];
  margin: number;
  width: number;
  style: Style;
}

function drawRow(row: RulerRow, drawing: Drawing): string[] {
  const { cells, spans, margin, width, style } = drawing;
  const numbers = new Canvas(width, style);
  const digits = new Canvas(width, style);
  const below = new Canvas(width, style);
  const marks = new Canvas(width, style);
  const last = row.first + row.columns.length - 1;
  if (margin > 1) {
    const offset = String(cells[row.first]?.offset ?? 0);
    digits.put(margin - 2 - offset.length, offset, style.dim);
  }
  const cuts: { column: number; index: number }[] = [];
  for (const [position, column] of row.columns.entries()) {
    const index = row.first + position;
    const cell = cells[index] as RulerCell;
    digits.put(column, cell.text, cell.byte === null ? style.dim : undefined);
    const isFirst = cell.chunk !== cells[index - 1]?.chunk;
    if (isFirst && numbers.isBlankAt(column - 1))
      numbers.put(column, String(cell.chunk), style.dim);
    if (isFirst && index > 0) cuts.push({ column: column - 1, index });
  }
  for (const span of spans) {
    if (span.to < row.first || span.from > last) continue;
    const through = cuts.filter(({ index }) => span.from < index && index <= span.to);
    drawSpan(below, span, { row, cells, style, cuts: through.map(({ column }) => column) });
  }
  for (const { column, index } of cuts) {
    const span = spans.find(({ from, to }) => from < index && index <= to);
    digits.put(column, CUT, style.cyan);
    below.put(column, span ? SHAPES[span.kind].cut : CUT, style.cyan);
    if (span) marks.put(column, TORN, style.red);
  }
  return [numbers, digits, below, marks].filter((line) => !line.isBlank()).map(String);
}

interface RulerPlace {
  row: RulerRow;
  cells: readonly RulerCell[];
  style: Style;
  /** The columns of the cuts through the span. */
  cuts: readonly number[];
}

function drawSpan(canvas: Canvas, span: ByteSpan, { row, cells, style, cuts }: RulerPlace): void {
  const shape = SHAPES[span.kind];
  const lastIndex = row.first + row.columns.length - 1;
  const to = Math.min(span.to, lastIndex);
  const start = row.columns[Math.max(span.from, row.first) - row.first] ?? 0;
  const end = (row.columns[to - row.first] ?? 0) + measureWidest(cells[to]?.text ?? '') - 1;
  const dress = span.isBad ? style.red : span.kind === 'header' ? style.bold : undefined;
  const [begins, ends] = [span.from >= row.first, span.to <= lastIndex];
  if (span.kind === 'character') {
    if (span.to > span.from) canvas.fill(start, end, shape.fill, dress);
    if (span.to > span.from && ends) canvas.put(end, shape.end, dress);
    if (begins) canvas.put(start, fit(span.texts, end - start + 1), dress);
    return;
  }
  canvas.fill(start, end, shape.fill, dress);
  if (begins && end > start) canvas.put(start, shape.begin, dress);
  if (ends) canvas.put(end, span.isBad ? MISSING : shape.end, dress);
  const free = findRoom(span.texts, [
    ...[begins ? start : start - 1, ...cuts].map((column, index) => ({
      from: column + 1,
      to: (cuts[index] ?? (ends ? end : end + 1)) - 1,
    })),
  ]);
  if (free) canvas.put(free.column, free.text, dress);
}

/** The first text that fits between two columns, and where: a little off the edge where there is room. */
function findRoom(texts: readonly string[], gaps: readonly { from: number; to: number }[]) {
  for (const text of texts) {
    for (const { from, to } of gaps) {
      const room = to - from + 1 - measureWidest(text);
      if (room >= 0) return { text, column: from + Math.min(1, Math.floor(room / 2)) };
    }
  }
  return null;
}

function fit(texts: readonly string[], columns: number): string {
  const text = texts.find((each) => measureWidest(each) <= columns);
  return text ?? truncate(texts[0] ?? '', columns);
}
