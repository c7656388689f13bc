// How many columns of a terminal a text takes.
import { createRequire } from 'node:module';
import type StringWidth from 'string-width';
import { listCharacters } from './characters.ts';

const load = createRequire(import.meta.url);

// It takes the longest of all that a start loads, and most texts here never need it. Before 20.19 and 22.12 Node
// can't load an ECMAScript module within a function: there it is loaded with this file.
const early = load('node:process').features.require_module ? null : await import('string-width');
let stringWidth: typeof StringWidth | undefined = early?.default;

/** A piece of text that a terminal never splits: one character as people see it, or one escape sequence. */
export interface Cell {
  readonly text: string;
  /** Columns in a terminal that follows today's Unicode; 0 for an escape sequence. */
  readonly width: number;
  /** The most columns any common terminal gives it. */
  readonly widest: number;
}

const ASCII = /^[ -~]*$/;

// What every terminal draws one or two columns wide, whatever its age: Latin, Greek, Cyrillic,
// punctuation, lines, control pictures, ✓ and ✗; then kana, ideographs, hangul and full-width forms.
const STEADY_NARROW =
  '\\u0020-\\u007e\\u00a0-\\u00a8\\u00aa-\\u00ac\\u00af-\\u02ff\\u0370-\\u0377\\u0384-\\u0482';
const STEADY_MARKS = '\\u0300-\\u036f';
const STEADY_SIGNS =
  '\\u2010-\\u2027\\u2030-\\u203b\\u2190-\\u2193\\u2400-\\u2426\\u2500-\\u257f\\u2713\\u2717';
const STEADY_WIDE =
  '\\u3001-\\u3029\\u3041-\\u3096\\u30a1-\\u30fe\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uff01-\\uff60';
const STEADY = new RegExp(`^[${STEADY_NARROW}${STEADY_MARKS}${STEADY_SIGNS}${STEADY_WIDE}]*$`);
// Every line of prose with code has it, and no printed line does (see "wrap.ts").
const WORD_JOINER = '\u2060';
// Without marks, each code unit of these is a character.
const APART = new RegExp(`^[${STEADY_NARROW}${STEADY_SIGNS}${STEADY_WIDE}${WORD_JOINER}]*$`);

// CSI, OSC (closed by BEL or ST), and the two-character sequences: ECMA-48, 5.4 and 8.3.
const ESCAPE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with ESC.
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\^_])/g;

const EMOJI_SELECTOR = '\ufe0f';
const REGIONAL_INDICATOR = /^\p{Regional_Indicator}$/u;
// Drawn two columns wide by terminals whose tables are ranges (wcwidth of Unicode 6), assigned or not.
const OLD_WIDE = /^[\u2329\u232a\u2e80-\u303e\u3040-\ua4cf\ufe30-\ufe6f\uff00-\uff60]$/;
// Marks and joiners to which even those give no column; others count as one, to be sure.
const OLD_ZERO =
  /^(?:[\u0300-\u036f]|[\u20d0-\u20ef]|[\ufe00-\ufe0f]|[\u200b-\u200f\ufeff\u{e0020}-\u{e007f}])$/u;

const cells = new Map<string, Cell>([[WORD_JOINER, { text: WORD_JOINER, width: 0, widest: 1 }]]);
const CELLS_KEPT = 4096;

/** The columns `text` takes in a terminal that follows today's Unicode; escape sequences take none. */
export function measureWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  const plain = stripEscapes(text);
  return isSteady(plain) ? measureSteady(plain) : measureOther(plain);
}

/** The most columns `text` takes in any common terminal: old ones draw a joined emoji as its parts. */
export function measureWidest(text: string): number {
  const plain = stripEscapes(text);
  if (isSteady(plain)) return measureSteady(plain);
  return splitCells(text).reduce((sum, cell) => sum + cell.widest, 0);
}

/** Whether all terminals agree on the columns of `text`, which holds no escape sequences. */
export function isSteady(text: string): boolean {
  return STEADY.test(text);
}

/** `text` without its escape sequences. */
export function stripEscapes(text: string): string {
  return text.includes('\u001b') ? text.replace(ESCAPE, '') : text;
}

/** Splits `text` into cells, in order; joined they are `text` again. */
export function splitCells(text: string): Cell[] {
  const found: Cell[] = [];
  let from = 0;
  for (const sequence of text.includes('\u001b') ? text.matchAll(ESCAPE) : []) {
    pushCharacters(found, text.slice(from, sequence.index));
    found.push({ text: sequence[0], width: 0, widest: 0 });
    from = sequence.index + sequence[0].length;
  }
  pushCharacters(found, text.slice(from));
  return found;
}

/** `text` and as many spaces as bring it to `columns`; longer text is left as it is. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - measureWidth(text)));
}

/** `text` cut so that it takes at most `columns` in any terminal, `ellipsis` included where it was cut. */
export function truncate(text: string, columns: number, ellipsis = '…'): string {
  if (measureWidest(text) <= columns) return text;
  const room = columns - measureWidest(ellipsis);
  if (room < 0) return '';
  let kept = '';
  let used = 0;
  let isCut = false;
  for (const cell of splitCells(text)) {
    if (!isCut && used + cell.widest > room) {
      kept += ellipsis;
      isCut = true;
    }
    // Escape sequences behind the cut stay, since they close what was opened before it.
    if (isCut && cell.widest > 0) continue;
    kept += cell.text;
    used += cell.widest;
  }
  return kept;
}

// Output in Chinese is as common here as English, and segmenting it costs ten times as much.
function measureSteady(text: string): number {
  let columns = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x3000) columns += 1;
    else if (code >= 0x300 && code < 0x370) columns -= 1;
  }
  return columns;
}

function measureOther(text: string): number {
  stringWidth ??= (load('string-width') as { default: typeof StringWidth }).default;
  return stringWidth(text);
}

function pushCharacters(found: Cell[], text: string): void {
  if (APART.test(text)) {
    for (const character of text) found.push(toCell(character));
    return;
  }
  for (const character of listCharacters(text)) found.push(toCell(character));
}

function toCell(character: string): Cell {
  const known = cells.get(character);
  if (known) return known;
  const width = measureWidth(character);
  const cell = { text: character, width, widest: Math.max(width, widestOf(character)) };
  if (cells.size >= CELLS_KEPT) cells.clear();
  cells.set(character, cell);
  return cell;
}

function widestOf(character: string): number {
  let sum = 0;
  for (const part of character) {
    if (OLD_ZERO.test(part)) continue;
    const isWide = REGIONAL_INDICATOR.test(part) || OLD_WIDE.test(part);
    sum += isWide ? 2 : Math.max(1, measureWidth(part));
  }
  return character.includes(EMOJI_SELECTOR) ? Math.max(2, sum) : sum;
}
