// Two quoted texts one below the other, as they are, with a mark below the first difference.
import { measureWidth, splitCells } from '../text/width.ts';

/** A line of each text, and the mark below them, which is empty where they are alike. */
export interface LinePair {
  expected: string;
  got: string;
  mark: string;
}

type Cell = Pick<ReturnType<typeof splitCells>[number], 'text' | 'width'>;

/** Bytes that a quote shows by their escapes (`\\n`, `\\x1b`), and controls: none of them is cut. */
const ESCAPE = /(\\(?:x[\da-f]{2}|[^\s“”])|<U\+[\dA-F]+>)/;

/**
 * Lays out two texts with quotes in them in lines of at most `columns`, broken behind blanks, and within a word only
 * where it fits in no line; the quotes begin in the same column. Null where one of them quotes nothing.
 */
export function pairQuotes(expected: string, got: string, columns: number): LinePair[] | null {
  const starts = [expected.indexOf('“'), got.indexOf('“')];
  if (starts.includes(-1)) return null;
  const words = [expected.slice(0, starts[0]), got.slice(0, starts[1])];
  const lead = Math.max(...words.map(measureWidth));
  // What stands before a quote is one cell: it is not compared.
  const listCells = (text: string, index: number): Cell[] => {
    const before = words[index] ?? '';
    const blanks = ' '.repeat(lead - measureWidth(before));
    return [{ text: blanks + before, width: lead }, ...splitQuote(text.slice(starts[index]))];
  };
  const [one, other] = [listCells(expected, 0), listCells(got, 1)];
  const first = one.findIndex((cell, at) => at > 0 && cell.text !== other[at]?.text);
  const isLonger = first < 0 && other.length > one.length;
  return pair(one, other, isLonger ? one.length : first, columns);
}

/** A text in lines of at most `columns`, broken as `pairQuotes` does. */
export function breakQuote(text: string, columns: number): string[] {
  const cells = splitQuote(text);
  const lines: string[] = [];
  for (let at = 0; at < cells.length; ) {
    const end = findEnd(cells, at, columns);
    lines.push(join(cells.slice(at, end)));
    at = end;
  }
  return lines;
}

function splitQuote(text: string): Cell[] {
  return text.split(ESCAPE).flatMap((part, index) => {
    return index % 2 === 1 ? { text: part, width: measureWidth(part) } : splitCells(part);
  });
}

function pair(one: Cell[], other: Cell[], first: number, columns: number): LinePair[] {
  const pairs: LinePair[] = [];
  for (let [at, to] = [0, 0]; at < one.length || to < other.length; ) {
    const ends = [findEnd(one, at, columns), findEnd(other, to, columns)] as const;
    // The mark stands below both, so they are broken together up to the difference.
    const isEarly =
      (ends[0] <= first && ends[0] < one.length) || (ends[1] <= first && ends[1] < other.length);
    const both = isEarly ? Math.min(...ends) : undefined;
    const [left, right] = [one.slice(at, both ?? ends[0]), other.slice(to, both ?? ends[1])];
    const isHere = first >= at && first < at + Math.max(left.length, right.length);
    pairs.push({
      expected: join(left),
      got: join(right),
      mark: isHere ? `${' '.repeat(measure(left.slice(0, first - at)))}^` : '',
    });
    at += left.length;
    to += right.length;
  }
  return pairs;
}

/** Where the line ends that begins at `start`; one cell has room, however little there is. */
function findEnd(cells: readonly Cell[], start: number, columns: number): number {
  let [width, end] = [0, start];
  while (end < cells.length && width + (cells[end]?.width ?? 0) <= columns) {
    width += cells[end]?.width ?? 0;
    end += 1;
  }
  end = Math.max(end, start + 1);
  if (end >= cells.length) return cells.length;
  let last = end;
  // What stands before a quote is not left alone.
  while (last > start + 1 && !isBreak(cells, last)) last -= 1;
  if (last <= start + 1) return end;
  let next = last + 1;
  while (next < cells.length && !isBreak(cells, next)) next += 1;
  return measure(cells.slice(last, next)) > columns ? end : last;
}

/** Whether a line may be broken before a cell: behind a blank, and beside Chinese. */
function isBreak(cells: readonly Cell[], at: number): boolean {
  const [before, after] = [cells[at - 1], cells[at]];
  return before?.text === ' ' || isWide(before) || isWide(after);
}

function isWide(cell: Cell | undefined): boolean {
  return cell?.width === 2 && !ESCAPE.test(cell.text);
}

function measure(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}

function join(cells: readonly Cell[]): string {
  return cells.map(({ text }) => text).join('');
}
