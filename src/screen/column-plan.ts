// Which actors share a column, and where the columns are.
import { TIME_COLUMNS } from './clock.ts';
import { listLeft } from './view.ts';

/** The actor that a run begins with. */
export const FIRST_SERVER = 'server';

/** Below this many columns two columns are too narrow to read. */
export const COLUMNS_NEEDED = 60;
/** Of more than two, each needs that many, with what separates it from the next. */
const EACH_NEEDED = 30;
const COLUMN_AT_LEAST = 4;
const CLOCK_GAP = 1;

/** What stands between two columns: one blank, the bar, two blanks. */
export const LEFT_GAP = 1;
export const RIGHT_GAP = 2;
const BETWEEN = LEFT_GAP + 1 + RIGHT_GAP;

/** The actors of each column, from the left. */
export type ColumnPlan = readonly (readonly string[])[];

/** What columns are planned by. */
export interface Cast {
  /** The actors known in advance. */
  actors: readonly string[];
  /** The servers that have a column each, the first one first; only the first server unless given. */
  chain?: readonly string[];
  /** The columns of the terminal. */
  width: number;
}

/**
 * A column for each server of a chain and, where there is room, for each client, else one for all clients. Null where
 * there is no room for that either. Without a chain, and in a check: who stands on the left, and all others.
 */
export function planColumns({ actors, chain = [], width }: Cast): ColumnPlan | null {
  const left = listLeft(actors);
  if (chain.length === 0 || left[0] !== FIRST_SERVER) {
    const right = actors.filter((actor) => !left.includes(actor));
    return width >= COLUMNS_NEEDED ? [left, right] : null;
  }
  const others = actors.filter((actor) => !chain.includes(actor));
  const heads = chain.map((actor) => [actor]);
  if (chain.length < 2) return width >= COLUMNS_NEEDED ? [...heads, others] : null;
  const shared = others.length > 0 ? [...heads, others] : heads;
  const plans = [[...heads, ...others.map((actor) => [actor])], shared];
  return plans.find(({ length }) => width >= needColumns(length)) ?? null;
}

function needColumns(count: number): number {
  return count < 3 ? COLUMNS_NEEDED : TIME_COLUMNS + CLOCK_GAP + count * EACH_NEEDED;
}

/** A column: where its text begins, counted from the left of the terminal, and how wide that may be. */
export interface Column {
  start: number;
  width: number;
}

/** Shares a width among columns, behind the clock. */
export function layOutColumns(count: number, width: number): Column[] {
  const before = TIME_COLUMNS + CLOCK_GAP;
  const gaps = before + (count - 1) * BETWEEN;
  const room = Math.max(count * COLUMN_AT_LEAST, width - gaps);
  const edge = (index: number) => Math.floor((room * index) / count);
  return Array.from({ length: count }, (_, index) => ({
    start: before + edge(index) + index * BETWEEN,
    width: edge(index + 1) - edge(index),
  }));
}
