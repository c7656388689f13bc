// A table of Markdown as lines: in columns, or as a list where it is too narrow for them.
import type { Tokens } from '../text/markdown.ts';
import { measureWidest } from '../text/width.ts';
import { wrapText } from '../text/wrap.ts';
import { type Dress, renderInline } from './inline.ts';

type Align = Tokens.TableCell['align'];

const BETWEEN = 3;
// A column narrower than this breaks most words.
const COLUMN_AT_LEAST = 9;
const LIST_INDENT = 2;

/** The lines of a table, at most `width` columns wide. */
export function renderTable(table: Tokens.Table, width: number, dress: Dress): string[] {
  const header = table.header.map((cell) => dress.style.bold(renderInline(cell.tokens, dress)));
  const rows = table.rows.map((row) => row.map((cell) => renderInline(cell.tokens, dress)));
  const room = width - BETWEEN * (header.length - 1);
  const natural = header.map((_, index) => widestCell([header, ...rows], index));
  const columns = shareColumns(natural, room);
  const isTooNarrow = columns.some(
    (share, index) => share < Math.min(COLUMN_AT_LEAST, natural[index] ?? 0),
  );
  if (isTooNarrow) return renderList(header, rows, width, dress);
  return renderGrid(header, rows, columns, table.align, dress);
}

function renderGrid(
  header: string[],
  rows: string[][],
  columns: number[],
  aligns: Align[],
  { style }: Dress,
): string[] {
  const layRow = (cells: string[]) => layCells(cells, columns, aligns, style.dim('│'));
  const drawRule = (line: string, crossing: string) =>
    style.dim(columns.map((share) => line.repeat(share)).join(line + crossing + line));
  const laid = rows.map(layRow);
  // Where rows take several lines, only a line between them shows where one ends.
  const isTall = laid.some((lines) => lines.length > 1);
  const body = laid.flatMap((lines, index) =>
    isTall && index > 0 ? [drawRule('╌', '┼'), ...lines] : lines,
  );
  return [...layRow(header), drawRule('─', '┼'), ...body];
}

function layCells(cells: string[], columns: number[], aligns: Align[], bar: string): string[] {
  const wrapped = columns.map((share, index) => wrapText(cells[index] ?? '', share));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const parts = columns.map((share, index) => {
      return alignCell(wrapped[index]?.[line] ?? '', share, aligns[index] ?? null);
    });
    return parts.join(` ${bar} `).trimEnd();
  });
}

function alignCell(text: string, columns: number, align: Align): string {
  const blank = Math.max(0, columns - measureWidest(text));
  const shares = { left: 0, center: Math.floor(blank / 2), right: blank };
  const before = shares[align ?? 'left'];
  return ' '.repeat(before) + text + ' '.repeat(blank - before);
}

function renderList(
  header: string[],
  rows: string[][],
  width: number,
  { language }: Dress,
): string[] {
  const colon = language === 'zh' ? '：' : ': ';
  return rows.flatMap((row, index) => {
    const lines = header.flatMap((name, column) => {
      if (!row[column]) return [];
      const [first = '', ...others] = wrapText(name + colon + row[column], width - LIST_INDENT);
      return [first, ...others.map((line) => ' '.repeat(LIST_INDENT) + line)];
    });
    return index === 0 ? lines : ['', ...lines];
  });
}

function widestCell(rows: readonly string[][], index: number): number {
  const lines = rows.flatMap((row) => wrapText(row[index] ?? '', Number.POSITIVE_INFINITY));
  return Math.max(1, ...lines.map(measureWidest));
}

/** Gives each column what it needs where there is room; else the wide ones share the rest equally. */
function shareColumns(natural: readonly number[], room: number): number[] {
  const shares = [...natural];
  const byNeed = natural.map((_, index) => index).sort((a, b) => need(a) - need(b));
  let left = room;
  byNeed.forEach((column, position) => {
    const fair = Math.floor(left / (byNeed.length - position));
    shares[column] = Math.max(1, Math.min(need(column), fair));
    left -= shares[column] ?? 0;
  });
  return shares;

  function need(index: number): number {
    return natural[index] ?? 0;
  }
}
