// The bytes that arrived, laid out as cells: which characters they make up, and which of them a cut tears.
import { formatByte, readHex } from '../hexdump.ts';
import { showControls } from '../printable.ts';
import type { ArrivedChunk, Reception } from './arrivals.ts';
import type { ByteSpan, RulerCell } from './ruler.ts';

/** More bytes than that are not laid out. */
const CELLS = 600;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** What else would not be seen. */
const SIGNS: Readonly<Record<string, string>> = { ' ': '␣', '\t': '␉' };
const REPLACEMENT = '\ufffd';
/** A part of a character of which the rest is not known. */
const UNKNOWN = '?';

/** The bytes of a reception as cells, and the characters that they make up. */
export interface Layout {
  cells: RulerCell[];
  spans: ByteSpan[];
}

/** All bytes of a reception as cells, with the characters. */
export function layOut(
  { chunks }: Reception,
  describeRest = (bytes: number) => `+${bytes}`,
): Layout {
  const cells = layBytes(chunks, 0, Number.POSITIVE_INFINITY, describeRest);
  return { cells, spans: findCharacters(cells) };
}

/**
 * Cells for the bytes from one offset to another that are known, chunk by chunk, and one that stands for the rest of a
 * chunk. `keep` says how many bytes of a piece are shown.
 */
export function layBytes(
  chunks: readonly ArrivedChunk[],
  from: number,
  to: number,
  describeRest: (bytes: number) => string,
  keep = (bytes: number) => bytes,
): RulerCell[] {
  const cells: RulerCell[] = [];
  let start = 0;
  for (const [index, { bytes, hex }] of chunks.entries()) {
    const chunk = index + 1;
    const first = Math.max(from, start);
    const size = Math.max(0, Math.min(to, start + bytes) - first);
    const shown = readHex(hex).slice(first - start, first - start + keep(size));
    for (const [position, byte] of shown.entries()) {
      cells.push({ text: formatByte(byte), offset: first + position, chunk, byte });
    }
    const rest = size - shown.length;
    const offset = first + shown.length;
    if (rest > 0) cells.push({ text: describeRest(rest), offset, chunk, byte: null });
    start += bytes;
    if (cells.length > CELLS) break;
  }
  return cells;
}

/** The characters that the cells make up, in UTF-8. */
function findCharacters(cells: readonly RulerCell[]): ByteSpan[] {
  const spans: ByteSpan[] = [];
  for (let from = 0; from < cells.length; ) {
    const byte = cells[from]?.byte ?? null;
    if (byte === null) {
      from += 1;
      continue;
    }
    const { length, text, isBad } = readCharacter(cells, from);
    spans.push({ from, to: from + length - 1, kind: 'character', texts: [text], isBad });
    from += length;
  }
  return spans;
}

function readCharacter(cells: readonly RulerCell[], from: number) {
  const first = cells[from]?.byte as number;
  const wanted = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  const bytes: number[] = [];
  for (let index = from; index < from + wanted; index += 1) {
    const byte = cells[index]?.byte ?? null;
    const isPart = byte !== null && (index === from || (byte >= 0x80 && byte < 0xc0));
    if (!isPart) break;
    bytes.push(byte);
  }
  // Before or behind bytes that are not known, half a character may be a whole one.
  const isAtGap =
    (bytes.length < wanted && isUnknown(cells[from + bytes.length])) ||
    (first >= 0x80 && first < 0xc0 && isBehindGap(cells, from));
  try {
    const text = decoder.decode(Uint8Array.from(bytes));
    return { length: bytes.length, text: SIGNS[text] ?? showControls(text), isBad: false };
  } catch {
    return isAtGap
      ? { length: bytes.length, text: UNKNOWN, isBad: false }
      : { length: first >= 0xc0 ? bytes.length : 1, text: REPLACEMENT, isBad: true };
  }
}

/** Whether a cell stands for bytes that are not known. */
export function isUnknown(cell: RulerCell | undefined): boolean {
  return cell !== undefined && cell.byte === null;
}

/** Whether what stands before `index` are at most two more parts of a character, and before those nothing is known. */
function isBehindGap(cells: readonly RulerCell[], index: number): boolean {
  for (let before = index - 1; before >= index - 3; before -= 1) {
    const cell = cells[before];
    if (isUnknown(cell)) return true;
    const byte = cell?.byte ?? 0;
    if (byte < 0x80 || byte >= 0xc0) return false;
  }
  return false;
}

/** The cells before which a chunk ended. */
export function findCuts(cells: readonly RulerCell[]): number[] {
  return [...cells.keys()].filter(
    (index) => index > 0 && cells[index]?.chunk !== cells[index - 1]?.chunk,
  );
}

/** The character that a cut before the cell falls into. */
export function findTorn(spans: readonly ByteSpan[], index: number): ByteSpan | undefined {
  return spans.find(({ from, to }) => from < index && index <= to);
}
