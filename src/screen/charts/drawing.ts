// A chart as SVG: its lines on a grid, so that nothing depends on how wide a font draws a character.
import { measureWidth, splitCells } from '../../text/width.ts';
import { escapeXml } from '../xml.ts';

/** The width of a column and the height of a line, in px. */
const COLUMN = 8;
const LINE = 18;
/** From the top of a line to its baseline. */
const BASE = 13;

/** Blocks by their height: the last one is a whole line high. */
const BLOCKS = '▁▂▃▄▅▆▇█';
const HALF = COLUMN / 2;
const MIDDLE = LINE / 2;

/** Where the strokes of a character go from its middle: up, down, left, right; capitals are thick. */
const STROKES: Readonly<Record<string, string>> = {
  '─': 'lr',
  '━': 'LR',
  '│': 'ud',
  '┃': 'UD',
  '┌': 'dr',
  '┐': 'dl',
  '└': 'ur',
  '┘': 'ul',
  '├': 'udr',
  '┤': 'udl',
  '┬': 'dlr',
  '┴': 'ulr',
  '┼': 'udlr',
  '╂': 'UDlr',
};
const ENDS: Readonly<Record<string, string>> = {
  u: `v-${MIDDLE}`,
  d: `v${MIDDLE}`,
  l: `h-${HALF}`,
  r: `h${HALF}`,
};

/** The lines of a chart as an SVG that a page styles; `title` is its name for those who can't see it. */
export function drawChart(lines: readonly string[], title: string): string {
  const width = Math.max(0, ...lines.map(measureWidth)) * COLUMN;
  const height = lines.length * LINE;
  const parts = lines.map((line, row) => drawLine(line, row * LINE));
  return `<svg class="chart" role="img" aria-label="${escapeXml(title)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">\n${parts.join('')}</svg>`;
}

/** A stretch of a line that is one shape: a text, or a bar of blocks of one height. */
interface Stretch {
  /** The character of a bar; empty for a text. */
  block: string;
  text: string;
  /** The column where it begins. */
  from: number;
  columns: number;
}

function drawLine(line: string, y: number): string {
  const parts: string[] = [];
  for (const stretch of divide(line)) {
    const { block, text, from, columns } = stretch;
    const x = from * COLUMN;
    const strokes = STROKES[text];
    if (block !== '') parts.push(drawBar(BLOCKS.indexOf(block) + 1, x, y, columns * COLUMN));
    else if (strokes !== undefined) parts.push(drawStrokes(strokes, x, y));
    else {
      const length = columns * COLUMN;
      parts.push(`<text x="${x}" y="${y + BASE}" textLength="${length}">${escapeXml(text)}</text>`);
    }
  }
  return parts.length === 0 ? '' : `${parts.join('')}\n`;
}

/** A line's texts, bars and strokes; two blanks divide a text, and blanks at its ends are left out. */
function divide(line: string): Stretch[] {
  const found: Stretch[] = [];
  let column = 0;
  let isApart = true;
  let blanks = 0;
  for (const { text, width } of splitCells(line)) {
    const last = found.at(-1);
    const block = BLOCKS.includes(text) ? text : '';
    const from = column;
    column += width;
    if (text === ' ') {
      blanks += 1;
      continue;
    }
    const isAlone = text in STROKES;
    const isMore = last && !isAlone && !isApart && last.block === block && blanks < (block ? 1 : 2);
    if (isMore) {
      last.text += ' '.repeat(blanks) + text;
      last.columns = column - last.from;
    } else found.push({ block, text, from, columns: width });
    isApart = isAlone;
    blanks = 0;
  }
  return found;
}

function drawBar(eighths: number, x: number, y: number, width: number): string {
  const height = (eighths * LINE) / BLOCKS.length;
  return `<rect x="${x}" y="${y + LINE - height}" width="${width}" height="${height}"/>`;
}

function drawStrokes(strokes: string, x: number, y: number): string {
  const path = (names: string[]) =>
    names.map((name) => `M${x + HALF} ${y + MIDDLE}${ENDS[name.toLowerCase()]}`).join('');
  const all = [...strokes];
  const thin = all.filter((name) => name === name.toLowerCase());
  const thick = all.filter((name) => name !== name.toLowerCase());
  const draw = (names: string[], look: string) =>
    names.length === 0 ? '' : `<path${look} d="${path(names)}"/>`;
  return draw(thin, '') + draw(thick, ' class="thick"');
}
