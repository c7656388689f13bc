// Reads the tap's marks in a stream of output: where they are, and what they say (see record.ts).
import { MARK_DIGITS, type MarkKind, NUL } from './record.ts';

/** A mark that was read. */
export interface Mark {
  kind: MarkKind;
  /** Microseconds on the machine's clock. */
  t: number;
  /** The index behind the mark. */
  end: number;
}

const KINDS = 'lmeu';
const ZERO = 48;
const NANOSECOND_DIGITS = 9;

/**
 * The mark that begins at `index` of `text`; null where its end is still to come, and `'broken'`
 * where the tap did not write it: a program can print anything.
 */
export function readMark(text: string, index: number, token: string): Mark | 'broken' | null {
  const kindAt = index + 1 + token.length;
  const last = kindAt + 1 + MARK_DIGITS;
  if (last >= text.length) return null;
  const point = last - NANOSECOND_DIGITS;
  const t = readDigits(text, kindAt + 1, point) * 1e6 + readDigits(text, point, last) / 1e3;
  const kind = text[kindAt] as MarkKind;
  if (!KINDS.includes(kind) || text[last] !== NUL || Number.isNaN(t)) return 'broken';
  return { kind, t, end: last + 1 };
}

// Several times faster than Number() of a slice, and there is one mark for each line.
function readDigits(text: string, from: number, to: number): number {
  let number = 0;
  for (let index = from; index < to; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** Where a mark begins that `text` cuts off before its token is complete, from `from` on; else the end of `text`. */
export function findTornMark(text: string, from: number, token: string): number {
  const index = text.lastIndexOf(NUL);
  const isTorn = index >= from && (NUL + token).startsWith(text.slice(index));
  return isTorn ? index : text.length;
}
