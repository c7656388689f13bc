// Where the parts of a sequence picture stand: lifelines, rows, and their texts.
import { measureWidth } from '../../text/width.ts';
import { wrapText } from '../../text/wrap.ts';
import type { Sequence, SequenceArrow } from './sequence.ts';

/** The size of the font, in px, as all lengths here. */
export const FONT = 13;
/** The width of one character of a monospaced font of that size, and a little more. */
export const COLUMN = 8;
/** From one line of a text to the next. */
export const LINE = 18;
/** Between two rows. */
export const ROW_GAP = 8;
/** Around everything. */
export const MARGIN = 16;
/** The room above the rows, where the lifelines have their names. */
export const HEAD = 44;
/** The columns of the clock. */
export const CLOCK_COLUMNS = 7;
/** The columns of a text beside a lifeline: at most, and at least. */
const TEXT_COLUMNS = 36;
const LEAST_COLUMNS = 12;
/** The text of a row begins so far from its lifeline. */
const TEXT_GAP = 12;
/** The room for arrows between two lifelines, beside the text. */
const ARROW_ROOM = 140;

/** Where things stand, in px. */
export interface Layout {
  width: number;
  height: number;
  /** The x of each lifeline. */
  lifelines: number[];
  rows: PlacedRow[];
}

/** Where a row stands. */
export interface PlacedRow {
  /** The baseline of the time, beside the mark where arrows begin and end. */
  y: number;
  /** The baseline of the text's first line. */
  textY: number;
  lines: string[];
}

/** Lays out a sequence; each text gets the room of the widest, and is wrapped where that is too much. */
export function layOut({ lifelines: names, rows, arrows }: Sequence): Layout {
  const last = names.length - 1;
  const columns = names.map((name, lifeline) => {
    const own = rows.filter((row) => row.lifeline === lifeline);
    const widest = Math.max(measureWidth(name), ...own.map(({ text }) => measureWidth(text)));
    return Math.min(TEXT_COLUMNS, Math.max(LEAST_COLUMNS, widest));
  });
  const clock = MARGIN + CLOCK_COLUMNS * COLUMN;
  // The first lifeline has its text on the left, all others have it on the right.
  const isAlone = last === 0;
  const first = isAlone ? clock + TEXT_GAP : clock + (columns[0] ?? 0) * COLUMN + 2 * TEXT_GAP;
  const lifelines = [first];
  for (let index = 1; index <= last; index += 1) {
    const before = lifelines[index - 1] ?? 0;
    const text = index === 1 ? 0 : (columns[index - 1] ?? 0) * COLUMN + TEXT_GAP;
    lifelines.push(before + text + ARROW_ROOM);
  }
  const width = (lifelines[last] ?? 0) + (columns[last] ?? 0) * COLUMN + TEXT_GAP + MARGIN;
  const across = Math.max(LEAST_COLUMNS, Math.floor((width - 2 * MARGIN) / COLUMN) - 2);
  let y = HEAD + LINE;
  const placed = rows.map(({ lifeline, text }, index): PlacedRow => {
    const room = lifeline === null ? across : (columns[lifeline] ?? LEAST_COLUMNS);
    const lines = wrapText(text, room);
    const isBetween = lifeline !== null && lifeline > 0 && lifeline < last;
    const side = isBetween ? findFreeSide(index, arrows) : null;
    const at = {
      y: side === 'above' ? y + lines.length * LINE : y,
      textY: side === 'below' ? y + LINE : y,
    };
    y += (lines.length + (side === null ? 0 : 1)) * LINE + ROW_GAP;
    return { ...at, lines };
  });
  return { width, height: y + MARGIN, lifelines, rows: placed };
}

/**
 * Where the text of a row between two lifelines stands, so that no arrow runs through it: one that comes from the right
 * comes from above, and one that goes there goes below. Null where its arrows are on the other side.
 */
function findFreeSide(row: number, arrows: readonly SequenceArrow[]): 'above' | 'below' | null {
  const isToRow = ({ from, to }: SequenceArrow) => to.row === row && from.lifeline > to.lifeline;
  const isFromRow = ({ from, to }: SequenceArrow) =>
    from.row === row && to.lifeline > from.lifeline;
  if (arrows.some(isToRow)) return 'below';
  return arrows.some(isFromRow) ? 'above' : null;
}

/** The columns beside a lifeline for its name. */
export function roomOf(index: number, { lifelines, width }: Layout): number {
  const x = lifelines[index] ?? 0;
  const isLeft = index === 0 && lifelines.length > 1;
  const end = isLeft ? x - MARGIN : (lifelines[index + 1] ?? width) - x;
  return Math.max(LEAST_COLUMNS, Math.floor((end - TEXT_GAP) / COLUMN) - 1);
}

/** On which side of its lifeline a text begins, and how far from it, in px. */
export function anchorOf(lifeline: number, { lifelines }: Layout) {
  const isLeft = lifeline === 0 && lifelines.length > 1;
  return isLeft
    ? ({ anchor: 'end', shift: -TEXT_GAP } as const)
    : ({ anchor: 'start', shift: TEXT_GAP } as const);
}
