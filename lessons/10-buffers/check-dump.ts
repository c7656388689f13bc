// What a hexdump has to be, and which mistake makes it another.
import { COMMON } from '../../src/check/kit.ts';

/** How many bytes a line shows. */
export const WIDTH = 16;

/** What makes a dump wrong; each of the checks may come upon each of them. */
export const MISTAKES = [
  ...COMMON,
  'one-at-a-time',
  'capitals',
  'waits-for-end',
  'rest-lost',
  'never-ends',
  'empty-line',
  'total-line',
  'folds-lines',
  'misaligned',
  'unpadded',
  'decimal-offset',
  'leftovers',
  'shows-characters',
  'dumps-chunks',
  'no-remainder',
  'offset-restarts',
  'wrong-offset',
  'one-per-chunk',
  'reused-view',
  'shared-buffer',
  'slices-characters',
  'decodes-chunks',
  'decodes-all',
  'ascii',
] as const;

type Mistake = (typeof MISTAKES)[number];

/** How a line is written: what programs get wrong, by itself. */
interface Manner {
  formatOffset?(offset: number): string;
  formatByte?(byte: number): string;
}

/** One line of `hexdump -C`, with its newline. */
function formatLine(offset: number, bytes: Uint8Array, manner: Manner = {}): string {
  const {
    formatOffset = (value) => value.toString(16).padStart(8, '0'),
    formatByte = (byte) => byte.toString(16).padStart(2, '0'),
  } = manner;
  const pairs = Array.from(bytes, formatByte);
  const halves = [pairs.slice(0, 8), pairs.slice(8)].map((half) => half.join(' ').padEnd(23));
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/[^ -~]/g, '.');
  return `${formatOffset(offset)}  ${halves.join('  ')}  |${text}|\n`;
}

/** The lines of a dump of all the bytes. */
export function formatDump(bytes: Uint8Array, manner?: Manner): string[] {
  const offsets = Array.from({ length: Math.ceil(bytes.length / WIDTH) }, (_, i) => i * WIDTH);
  return offsets.map((offset) =>
    formatLine(offset, bytes.subarray(offset, offset + WIDTH), manner),
  );
}

/** What was sent over one connection, and what came back. */
export interface Dump {
  id: string;
  pieces: Buffer[];
  /** All of it, where the program has ended its side. */
  text: string;
  hasEnded: boolean;
  isOk: boolean;
  /** Whether the program said that it had met bytes which are no text. */
  isUndecodable: boolean;
  hasCrashed: boolean;
  /** What was sent over another connection and must not be seen here; null where there was none. */
  foreign: Buffer | null;
}

/** The mistake that the first dump that isn't right tells of, or null. */
export function nameFirst(dumps: readonly Dump[]): Mistake | null {
  const failed = dumps.find(({ isOk }) => !isOk);
  // A program that died before it wrote anything left nothing to read.
  if (!failed || (failed.hasCrashed && failed.text === '')) return null;
  return nameMistake(failed);
}

/** Which mistake it is that makes such a dump; null where none fits. */
function nameMistake({ pieces, text, hasEnded, foreign }: Dump): Mistake | null {
  const sent = Buffer.concat(pieces);
  const wanted = formatDump(sent);
  const all = wanted.join('');
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const full = Math.floor(sent.length / WIDTH);

  if (text === all) return hasEnded ? 'waits-for-end' : 'never-ends';
  if (text.startsWith(all)) return nameExcess(text.slice(all.length));
  if (text.includes('\n*\n')) return 'folds-lines';
  if (foreign && isForeign(foreign, lines)) return 'shared-buffer';
  if (text === wanted.slice(0, full).join('')) return full < wanted.length ? 'rest-lost' : null;
  const bare = (value: string) => value.replace(/\s+/g, '');
  const isWritten = (manner: Manner) => bare(text) === bare(formatDump(sent, manner).join(''));
  if (isWritten({})) return 'misaligned';
  const inCapitals = (digits: number) => (value: number) =>
    value.toString(16).toUpperCase().padStart(digits, '0');
  const manner = { formatByte: inCapitals(2) };
  if (isWritten(manner) || isWritten({ ...manner, formatOffset: inCapitals(8) })) return 'capitals';
  if (isWritten({ formatByte: (byte) => byte.toString(16) })) return 'unpadded';
  if (isWritten({ formatOffset: (offset) => String(offset).padStart(8, '0') })) {
    return 'decimal-offset';
  }
  const isSame = wanted.every((line, index) => isSameHex(lines[index], line));
  const isAstray = wanted.some((line, index) => lines[index]?.slice(0, 9) !== line.slice(0, 9));
  const mistake = nameCut(pieces, lines);
  if (!mistake && isSame && isAstray) return 'wrong-offset';
  return mistake ?? nameReuse(wanted, full, lines) ?? nameText(sent, wanted, text, lines) ?? null;
}

/** What follows a dump that is right. */
function nameExcess(rest: string): Mistake | null {
  if (/^[0-9a-f]{7,8}\n?$/.test(rest)) return 'total-line';
  return /^[0-9a-f]{8} *\| *\|\n?$/.test(rest) ? 'empty-line' : null;
}

/** What was left of the bytes after the last full line. */
export function readRest(bytes: Buffer): Buffer {
  return bytes.subarray(bytes.length - (bytes.length % WIDTH));
}

/** Whether a dump goes on where that of another connection was, or shows what was sent there. */
function isForeign(foreign: Buffer, lines: readonly string[]): boolean {
  // Its lines begin at multiples of 16, too.
  if (/^(?!0{8})[0-9a-f]{7}0 /.test(lines[0] ?? '')) return true;
  const shown = Buffer.from(lines.flatMap(readPairs));
  return foreign.length > 0 && shown.includes(foreign);
}

/** What was done with the ends of chunks. */
function nameCut(pieces: readonly Buffer[], lines: readonly string[]): Mistake | null {
  const sent = Buffer.concat(pieces);
  const wanted = formatDump(sent);
  const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = pieces;
  if (pieces.length === 1) {
    const isOne = sent.length > WIDTH && lines[0] === wanted[0] && lines.length < wanted.length;
    return isOne ? 'one-per-chunk' : null;
  }
  if (first.length < WIDTH && lines[0] === formatLine(0, first)) return 'dumps-chunks';
  const isDropped =
    lines.length === 0 || isSameHex(lines[0], formatLine(0, second.subarray(0, WIDTH)));
  if (isDropped) return 'no-remainder';
  const isAgain = (line: string, index: number) =>
    index > 0 && line.startsWith('00000000 ') && isSameHex(line, wanted[index]);
  return lines.some(isAgain) ? 'offset-restarts' : null;
}

/** Whether memory was shown after it had been written anew. */
function nameReuse(
  wanted: readonly string[],
  full: number,
  lines: readonly string[],
): Mistake | null {
  const last = lines[wanted.length - 1] ?? '';
  const areFullRight = wanted.slice(0, full).every((line, index) => line === lines[index]);
  if (areFullRight && full < wanted.length && readPairs(last).length === WIDTH) return 'leftovers';
  const fullLines = lines.slice(0, full);
  const isRight = (line: string, index: number) => isSameHex(line, wanted[index]);
  const isLate = (line: string) => isSameHex(line, wanted[full - 1]);
  const areLate = fullLines.every((line, index) => isRight(line, index) || isLate(line));
  const isReused = areLate && fullLines.length === full && !fullLines.every(isRight);
  return isReused ? 'reused-view' : null;
}

/** What was done by somebody who took the bytes for text. */
function nameText(
  sent: Buffer,
  wanted: readonly string[],
  text: string,
  lines: readonly string[],
): Mistake | null {
  let at = 0;
  const isHexRight = wanted.every((line) => {
    const left = line.slice(0, line.indexOf('|'));
    at = text.indexOf(left.trimEnd(), at);
    return at >= 0;
  });
  if (isHexRight) return /[^ -~\n]|\n(?![0-9a-f]{8} |$)/.test(text) ? 'shows-characters' : null;
  const stripped = formatDump(sent.map((byte) => byte & 0x7f));
  const isAscii = stripped.every((line, index) => isSameHex(lines[index], line));
  if (isAscii && sent.some((byte) => byte > 0x7f)) return 'ascii';
  const isUneven = lines.slice(0, -1).some((line) => readPairs(line).length !== WIDTH);
  const hasCodes = lines.some((line) => / [0-9a-f]{3,} /.test(line.slice(8).split('|')[0] ?? ''));
  return hasCodes || isUneven ? 'slices-characters' : null;
}

/** The bytes that a line shows in hex. */
function readPairs(line: string): number[] {
  const [hex = ''] = line.slice(8).split('|');
  return hex
    .trim()
    .split(/\s+/)
    .flatMap((pair) => (pair === '' ? [] : Number.parseInt(pair, 16)));
}

function isSameHex(line: string | undefined, other: string | undefined): boolean {
  if (line === undefined || other === undefined) return false;
  return readPairs(line).join() === readPairs(other).join();
}
