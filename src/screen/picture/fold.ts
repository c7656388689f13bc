// What of a long trace is drawn: all of what is rare, of what repeats the beginning and the end, and a count of the rest.
import type { Kind, TraceEvent } from '../../stage/trace/trace.ts';

/** A row of the picture. */
export type Item =
  | { kind: 'event'; index: number }
  /** Nothing happened for so long, in ms. */
  | { kind: 'gap'; ms: number }
  /** The events from `index` to `until` that are not drawn, and how many there are of each kind. */
  | { kind: 'left'; index: number; until: number; counts: ReadonlyMap<Kind, number> };

/** A silence is drawn as one from here on, in ms. */
const GAP_MS = 250;
/** How many events that are alike are drawn: the first ones, and the last ones. */
const FIRST = 8;
const LAST = 3;
/** What a program printed is what its run is about: more of it is drawn. */
const FIRST_LINES = 24;
const PRINTED: ReadonlySet<Kind> = new Set(['stdout', 'stderr']);
/** More rows than these are cut in the middle. */
const MOST_ROWS = 240;
const HEAD_ROWS = 160;

/** The rows of a picture of those events at `shown`, which are indices in order. */
export function foldEvents(events: readonly TraceEvent[], shown: readonly number[]): Item[] {
  const kept = cutMiddle(shown, keepFewOfAlike(events, shown));
  const items: Item[] = [];
  let left: { index: number; until: number; counts: Map<Kind, number> } | null = null;
  let last: number | null = null;
  const isDrawn = new Set(kept);
  for (const index of shown) {
    const { at, kind } = events[index] as TraceEvent;
    if (!isDrawn.has(index)) {
      left ??= { index, until: index, counts: new Map() };
      left.until = index;
      left.counts.set(kind, (left.counts.get(kind) ?? 0) + 1);
      last = at;
      continue;
    }
    if (left) items.push({ kind: 'left', ...left });
    left = null;
    if (last !== null && at - last >= GAP_MS) items.push({ kind: 'gap', ms: at - last });
    items.push({ kind: 'event', index });
    last = at;
  }
  if (left) items.push({ kind: 'left', ...left });
  return items;
}

function keepFewOfAlike(events: readonly TraceEvent[], shown: readonly number[]): number[] {
  const alike = new Map<string, number[]>();
  for (const index of shown) {
    const { actor, kind, connection } = events[index] as TraceEvent;
    const name = `${actor} ${kind} ${connection}`;
    const group = alike.get(name) ?? [];
    alike.set(name, group);
    group.push(index);
  }
  const kept = [...alike.values()].flatMap((group) => {
    const isPrinted = PRINTED.has((events[group[0] ?? 0] as TraceEvent).kind);
    const first = isPrinted ? FIRST_LINES : FIRST;
    // One that is left out would take as much room as its count.
    if (group.length <= first + LAST + 1) return group;
    return [...group.slice(0, first), ...group.slice(-LAST)];
  });
  return kept.sort((a, b) => a - b);
}

function cutMiddle(shown: readonly number[], kept: number[]): readonly number[] {
  if (kept.length <= MOST_ROWS) return kept.length === shown.length ? shown : kept;
  return [...kept.slice(0, HEAD_ROWS), ...kept.slice(HEAD_ROWS - MOST_ROWS)];
}
