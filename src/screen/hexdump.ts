// The first bytes of a write or a chunk: hexadecimal digits, with printable characters beside them.
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Language } from '../text/language.ts';
import { traceMessages } from '../text/messages/trace.ts';
import { wrapText } from '../text/wrap.ts';

/** How many bytes a line may have, the most first: numbers that are easy to count by eye. */
const MOST = 16;
const LENGTHS = [MOST, 12, 8, 6, 4, 2, 1];
/** What separates the digits from the text, in columns; less where that makes room for one more byte. */
const GAP = 2;
const NARROW_GAP = 1;

/**
 * The lines for an event's bytes in `columns` columns; none where it has no bytes. Bytes that aren't printable ASCII
 * show as `.` in the text: a character of several bytes is not put together. Bytes not in the trace are counted.
 */
export function renderHexdump(
  event: Pick<TraceEvent, 'hex' | 'bytes'>,
  columns: number,
  language: Language,
): string[] {
  const { hex = '', bytes = 0 } = event;
  const known = readHex(hex);
  if (known.length === 0) return [];
  const { length, gap } = chooseLayout(columns, known.length);
  const lines: string[] = [];
  for (let index = 0; index < known.length; index += length) {
    lines.push(renderLine(known.slice(index, index + length), 3 * length - 1 + gap));
  }
  const left = bytes - known.length;
  if (left > 0) lines.push(...wrapText(traceMessages[language].moreBytes(left), columns));
  return lines;
}

/** The bytes that hexadecimal digits stand for. */
export function readHex(hex: string): number[] {
  return (hex.match(/../g) ?? []).map((digits) => Number.parseInt(digits, 16));
}

/** A byte's two digits. */
export function formatByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** How many bytes a line has, and what separates them from their text: if there are few, all are on one line. */
function chooseLayout(columns: number, bytes: number): { length: number; gap: number } {
  const lengths = bytes <= MOST ? [bytes, ...LENGTHS] : LENGTHS;
  for (const length of lengths) {
    for (const gap of [GAP, NARROW_GAP]) {
      if (3 * length - 1 + gap + length <= columns) return { length, gap };
    }
  }
  return { length: 1, gap: NARROW_GAP };
}

function renderLine(bytes: readonly number[], columns: number): string {
  const digits = bytes.map(formatByte).join(' ');
  const text = bytes.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'));
  return (digits.padEnd(columns) + text.join('')).trimEnd();
}
