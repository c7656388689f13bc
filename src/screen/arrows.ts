// Arrows from one column to another, across the bars between them.
import type { Kind } from '../stage/trace/trace.ts';
import { type Column, LEFT_GAP, RIGHT_GAP } from './column-plan.ts';

/** What an arrow is drawn with. */
export interface ArrowLook {
  line: string;
  toLeft: string;
  toRight: string;
}

/** The kinds of events that have an arrow, to the column of the peer. */
export const ARROWS: Partial<Record<Kind, ArrowLook>> = {
  write: { line: '─', toLeft: '◀', toRight: '▶' },
  connecting: { line: '╌', toLeft: '◁', toRight: '▷' },
};

/** The columns of an arrow beside the bar: at its beginning, and at its head. */
export const TAIL = 2;
export const HEAD = 3;

const CROSSING = '┼';

/** The arrow from a column to one on its left, up to the text it comes from: `◀──┼─ `. It begins in the target's column. */
export function drawToLeft(look: ArrowLook, from: number, to: number, columns: readonly Column[]) {
  const { line, toLeft } = look;
  const passed = columns.slice(to + 1, from);
  const head = toLeft + line.repeat(HEAD - 1);
  const across = passed.map(({ width }) => line.repeat(RIGHT_GAP + width + LEFT_GAP) + CROSSING);
  return `${head}${CROSSING}${across.join('')}${line} `;
}

/** The arrow from a column to one on its right, behind the text it comes from: `──┼──▶`. */
export function drawToRight(look: ArrowLook, from: number, to: number, columns: readonly Column[]) {
  const { line, toRight } = look;
  const passed = columns.slice(from + 1, to);
  const across = passed.map(({ width }) => line.repeat(RIGHT_GAP + width + LEFT_GAP) + CROSSING);
  return `${line.repeat(TAIL)}${CROSSING}${across.join('')}${line.repeat(HEAD - 1)}${toRight}`;
}
