// Two quoted texts one below the other, as they are, with a mark below the first difference.
import { measureWidth, splitCells } from '../text/width.ts';

/** A line of each text, and the mark below them, which is empty where they are alike. */
export interface LinePair {
  expected: string;
  got: string;
  mark: string;
}

type Cell = Pick<ReturnType<typeof splitCells>[number], 'text' | 'width'>;

/**
 * Lays out two texts with quotes in them in lines of at most `columns`, cut where the room ends and nowhere else; the
 * quotes begin in the same column. Null where one of them quotes nothing.
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
    return [{ text: blanks + before, width: lead }, ...splitCells(text.slice(starts[index]))];
  };
  const [one, other] = [listCells(expected, 0), listCells(got, 1)];
  const first = one.findIndex((cell, at) => at > 0 && cell.text !== other[at]?.text);
  const isLonger = first < 0 && other.length > one.length;
  return pair(one, other, isLonger ? one.length : first, columns);
}

function pair(one: Cell[], other: Cell[], first: number, columns: number): LinePair[] {
  const pairs: LinePair[] = [];
  for (let [at, to] = [0, 0]; at < one.length || to < other.length; ) {
    const [left, right] = [fill(one, at, columns), fill(other, to, columns)];
    const isHere = first >= at && first < at + Math.max(left.length, right.length);
    const before = left.slice(0, first - at).reduce((sum, { width }) => sum + width, 0);
    pairs.push({
      expected: join(left),
      got: join(right),
      mark: isHere ? `${' '.repeat(before)}^` : '',
    });
    at += left.length;
    to += right.length;
  }
  return pairs;
}

/** The cells from `start` on that have room in a line; one at least, however little room there is. */
function fill(cells: Cell[], start: number, columns: number): Cell[] {
  let [width, end] = [0, start];
  while (end < cells.length && width + (cells[end]?.width ?? 0) <= columns) {
    width += cells[end]?.width ?? 0;
    end += 1;
  }
  return cells.slice(start, Math.max(end, start + 1));
}

function join(cells: readonly Cell[]): string {
  return cells.map(({ text }) => text).join('');
}
