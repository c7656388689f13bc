// Breaks a text into lines that fit, in English and in Chinese.
import { type Cell, measureWidest, splitCells } from './width.ts';

// What may not begin or end a line of Chinese (CLREQ, 3.1.3: prohibition rules for line start and end).
const NEVER_FIRST = new Set('，。；：、！？）」』】》〉〕］｝…—·”’％℃ー々,.;:!?)]}');
const NEVER_LAST = new Set('（「『【《〈〔［｛“‘([{');

/** The widest prose, in columns: longer lines are hard to read, however wide the terminal is. */
export const PROSE_COLUMNS = 88;

/** Forbids a break where it is (a word joiner), and is left out of the lines. */
export const GLUE = '\u2060';

/** A run of cells that stays together, and the blanks after it, which vanish at a line's end. */
interface TextPiece {
  cells: Cell[];
  columns: number;
  blanks: Cell[];
}

/**
 * Breaks `text` into lines of at most `columns` columns in any terminal. Words stay whole where they fit,
 * Chinese may break anywhere its punctuation allows, and `\n` always breaks. Blanks at a break vanish, those at
 * the beginning stay. Styles and links are closed at a line's end and opened again on the next.
 */
export function wrapText(text: string, columns: number): string[] {
  const bare = text.replaceAll(GLUE, '');
  if (!bare.includes('\n') && measureWidest(bare) <= columns) return [bare];
  const lines = text.split('\n').flatMap((line) => breakLine(line, columns));
  return text.includes('\u001b') ? restoreStyles(lines) : lines;
}

function breakLine(text: string, columns: number): string[] {
  const bare = text.replaceAll(GLUE, '');
  if (measureWidest(bare) <= columns) return [bare];
  const filler = new LineFiller(columns);
  let blanks: Cell[] = [];
  for (const chunk of splitChunks(splitCells(text))) {
    const room = columns - filler.used - blanks.length;
    const isTorn = chunk.columns > columns && room >= Math.min(columns / 3, 12);
    if (filler.used === 0 || chunk.columns <= room || isTorn) filler.push(blanks);
    else filler.begin();
    if (chunk.columns > columns) filler.pushPath(chunk.cells);
    else filler.push(chunk.cells);
    blanks = chunk.blanks;
  }
  return filler.lines.map((cells) => cells.map((cell) => cell.text).join(''));
}

/** Fills lines with cells, and begins a new one where the next cell doesn't fit. */
class LineFiller {
  readonly lines: Cell[][] = [[]];
  /** Columns of the last line. */
  used = 0;
  readonly #columns: number;

  constructor(columns: number) {
    this.#columns = columns;
  }

  begin(cells: readonly Cell[] = []): void {
    this.lines.push([...cells]);
    this.used = cells.reduce((sum, cell) => sum + cell.widest, 0);
  }

  push(cells: readonly Cell[]): void {
    for (const cell of cells) {
      if (this.used > 0 && this.used + cell.widest > this.#columns) this.begin(this.#carry(cell));
      this.lines.at(-1)?.push(cell);
      this.used += cell.widest;
    }
  }

  /** A word that fits in no line: it is broken behind its slashes, as far as that is enough. */
  pushPath(cells: readonly Cell[]): void {
    let from = 0;
    for (const [index, { text }] of cells.entries()) {
      const isEnd = index + 1 === cells.length;
      if (!isEnd && (text !== '/' || cells[index + 1]?.text === '/')) continue;
      const part = cells.slice(from, index + 1);
      from = index + 1;
      const columns = part.reduce((sum, cell) => sum + cell.widest, 0);
      const overflows = this.used + columns > this.#columns;
      if (this.used > 0 && overflows && columns <= this.#columns) this.begin();
      this.push(part);
    }
  }

  // A word broken before its closing sign takes a character along, so that no line begins with the sign.
  #carry(next: Cell): Cell[] {
    const line = this.lines.at(-1) ?? [];
    const last = line.at(-1);
    const isAlone = line.length < 2 || !last || last.widest === 0 || NEVER_FIRST.has(last.text);
    return NEVER_FIRST.has(next.text) && !isAlone ? line.splice(-1) : [];
  }
}

function splitChunks(cells: readonly Cell[]): TextPiece[] {
  const chunks: TextPiece[] = [];
  let chunk: TextPiece = { cells: [], columns: 0, blanks: [] };
  let last: Cell | undefined;
  let isGlued = false;
  for (const cell of cells) {
    if (cell.text === ' ') {
      chunk.blanks.push(cell);
      continue;
    }
    if (cell.text === GLUE) {
      isGlued = true;
      continue;
    }
    if (chunk.blanks.length === 1 && last && isOneNumber(last, cell)) {
      chunk.cells.push(...chunk.blanks);
      chunk.columns += chunk.blanks.length;
      chunk.blanks = [];
      isGlued = true;
    }
    const isVisible = cell.widest > 0;
    const mayBreak =
      chunk.blanks.length > 0 || (isVisible && !isGlued && last && canBreak(last, cell));
    if (mayBreak) {
      chunks.push(chunk);
      chunk = { cells: [], columns: 0, blanks: [] };
    }
    chunk.cells.push(cell);
    chunk.columns += cell.widest;
    if (isVisible) {
      last = cell;
      isGlued = false;
    }
  }
  chunks.push(chunk);
  return chunks;
}

/** Whether a number and what it counts are on both sides of a blank, as in 第 10 课. */
function isOneNumber({ text: before }: Cell, { text: after }: Cell): boolean {
  const isNumber = (text: string) => /^\d$/.test(text);
  return (
    (isNumber(before) && /^\p{Script=Han}/u.test(after)) || (before === '第' && isNumber(after))
  );
}

function canBreak(before: Cell, after: Cell): boolean {
  if (before.width < 2 && after.width < 2) return false;
  return !NEVER_FIRST.has(after.text) && !NEVER_LAST.has(before.text);
}

/** What ends each style of SGR that the screen uses, by the number that begins it. */
function closerOf(code: number): number {
  if (code === 1 || code === 2) return 22;
  if (code < 10) return code + 20;
  return 39;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with ESC.
const STYLE_OR_LINK = /\u001b\[(\d*)m|\u001b\]8;[^;]*;([^\u0007\u001b]*)(?:\u0007|\u001b\\)/g;
const LINK_END = '\u001b]8;;\u001b\\';

function restoreStyles(lines: readonly string[]): string[] {
  let styles: number[] = [];
  let link = '';
  return lines.map((line) => {
    const opened = styles.map((code) => `\u001b[${code}m`).join('') + link;
    for (const [sequence, sgr, address] of line.matchAll(STYLE_OR_LINK)) {
      if (sgr === undefined) link = address ? sequence : '';
      else styles = applyStyle(styles, Number(sgr));
    }
    const closers = styles.toReversed().map((code) => `\u001b[${closerOf(code)}m`);
    return opened + line + (link ? LINK_END : '') + closers.join('');
  });
}

function applyStyle(styles: readonly number[], code: number): number[] {
  if (code === 0) return [];
  const isCloser = code === 39 || (code >= 20 && code < 30);
  return isCloser ? styles.filter((style) => closerOf(style) !== code) : [...styles, code];
}
