// The remembered events of a run: all of them, but in a flood only the latest.
import type { Kind, TraceEvent } from './trace.ts';

/** What has happened so far. */
export interface History {
  /** The events that are kept, in order. */
  readonly events: readonly TraceEvent[];
  /** How many were dropped. */
  readonly dropped: number;
  /** The kept ones of those that came after the first `count` of all. */
  after(count: number): readonly TraceEvent[];
  add(event: TraceEvent): void;
}

/** How much is kept of some kinds of events, and how much there is. */
interface Share {
  readonly kinds: readonly Kind[];
  /** How many events are kept at most. */
  readonly events: number;
  /** How many characters of their texts are kept at most. */
  readonly characters: number;
}

/**
 * Lines come in the largest floods. With more of them, many outlive a collection or two: V8 then doubles the young
 * generation, up to 64 MiB on Node 24, and the old ones pile up (250 MiB with 20,000 lines, 110 with 4,000).
 */
const LINES: Share = { kinds: ['stdout', 'stderr', 'partial'], events: 4000, characters: 2 ** 18 };
/** Socket events are fewer: each costs its program a report of its own. */
const BYTES: Share = {
  kinds: ['write', 'unsent', 'data', 'arrived', 'drain', 'pause', 'resume'],
  events: 20_000,
  characters: 2 ** 21,
};
const BOUNDED = [LINES, BYTES];
/** Without these, it is not known any more what is open. */
const OTHERS: Share = { kinds: [], events: 100_000, characters: Number.POSITIVE_INFINITY };

/** Opens an empty history; of what exceeds its share the older half goes. */
export function openHistory(): History {
  const events: TraceEvent[] = [];
  // How many came before each, kept or not: a flood is dropped from among the others.
  const places: number[] = [];
  const sums = new Map(
    [LINES, BYTES, OTHERS].map((share) => [share, { events: 0, characters: 0 }]),
  );
  let dropped = 0;

  /** Counts an event in (1) or out (-1). */
  function count(
    share: Share,
    { text, preview = '', hex = '' }: TraceEvent,
    sign: 1 | -1,
  ): boolean {
    const sum = sums.get(share) ?? { events: 0, characters: 0 };
    sum.events += sign;
    sum.characters += sign * (text?.length ?? preview.length + hex.length);
    return sum.events > share.events || sum.characters > share.characters;
  }

  /** Drops the older half at once: moving what is kept costs more than dropping one. */
  function drop(share: Share): void {
    let left = Math.ceil((sums.get(share)?.events ?? 0) / 2);
    let kept = 0;
    // Without an iterator, which makes a pair of each: in a flood that fills the memory.
    for (let index = 0; index < events.length; index += 1) {
      const event = events[index] as TraceEvent;
      if (left > 0 && findShare(event) === share) {
        left -= 1;
        count(share, event, -1);
        continue;
      }
      places[kept] = places[index] as number;
      events[kept++] = event;
    }
    dropped += events.length - kept;
    events.length = kept;
    places.length = kept;
  }

  return {
    events,
    get dropped() {
      return dropped;
    },
    after(count) {
      // Nearly always it is the latest that are asked for.
      let index = events.length;
      while (index > 0 && (places[index - 1] as number) >= count) index -= 1;
      return events.slice(index);
    },
    add(event) {
      places.push(dropped + events.length);
      events.push(event);
      const share = findShare(event);
      if (count(share, event, 1)) drop(share);
    },
  };
}

function findShare({ kind }: TraceEvent): Share {
  return BOUNDED.find(({ kinds }) => kinds.includes(kind)) ?? OTHERS;
}
