// Reads the tap's marks in a stream of output: where they are, and what they say (see record.ts).
import { type MarkKind, NUL, STACK_LIMIT } from './record.ts';

/** A mark that was read. */
export interface Mark {
  kind: MarkKind;
  /** Microseconds on the machine's clock. */
  t: number;
  /** How many frames the program's stack traces have. */
  limit: number;
  /** The index behind the mark. */
  end: number;
}

const ZERO = 48;
const NINE = 57;
const KINDS = 'lmeu';
/** The most characters that may follow the token: a kind, two numbers of 20, and one of 25 behind a colon. */
const LONGEST = 70;

/**
 * The mark that begins at `index` of `text`; null where its end is still to come, and `'broken'`
 * where the tap did not write it: a program can print anything.
 */
export function readMark(text: string, index: number, token: string): Mark | 'broken' | null {
  const first = index + 1 + token.length;
  const point = skipDigits(text, first + 1);
  const colon = skipDigits(text, point + 1);
  const hasLimit = text[colon] === ':';
  const end = hasLimit ? text.indexOf(NUL, colon) : colon;
  if (end < 0 || end >= text.length) return text.length - first > LONGEST ? 'broken' : null;
  const isSound = KINDS.includes(text[first] ?? ' ') && text[point] === '.' && text[end] === NUL;
  if (!isSound || end - first > LONGEST) return 'broken';
  return {
    kind: text[first] as MarkKind,
    t: readDigits(text, first + 1, point) * 1e6 + readDigits(text, point + 1, colon) / 1e3,
    limit: hasLimit ? Number(text.slice(colon + 1, end)) : STACK_LIMIT,
    end: end + 1,
  };
}

function skipDigits(text: string, from: number): number {
  let index = from;
  for (let code = text.charCodeAt(index); code >= ZERO && code <= NINE; ) {
    index += 1;
    code = text.charCodeAt(index);
  }
  return index;
}

// Several times faster than Number() of a slice, and there is one mark for each line.
function readDigits(text: string, from: number, to: number): number {
  let number = 0;
  for (let index = from; index < to; index += 1) {
    number = number * 10 + text.charCodeAt(index) - ZERO;
  }
  return number;
}

/** Where a mark begins that `text` cuts off before its token is complete, from `from` on; else the end of `text`. */
export function findTornMark(text: string, from: number, token: string): number {
  const start = NUL + token;
  let index = text.indexOf(NUL, Math.max(from, text.length - token.length));
  while (index >= 0 && !start.startsWith(text.slice(index))) index = text.indexOf(NUL, index + 1);
  return index < 0 ? text.length : index;
}
