// The remembered events of a run: all of them, but in a flood only the latest.
import type { Kind, TraceEvent } from './trace.ts';

/** What has happened so far. */
export interface History {
  /** The events that are kept, in order. */
  readonly events: readonly TraceEvent[];
  /** How many were dropped. */
  readonly dropped: number;
  add(event: TraceEvent): void;
}

/** What comes in floods, and how much of it is kept. */
interface Bound {
  kinds: ReadonlySet<Kind>;
  /** How many events are kept at most. */
  events: number;
  /** How many characters of their texts are kept at most. */
  characters: number;
}

/**
 * Lines come in the largest floods. With more of them, many outlive a collection or two: V8 then doubles the young
 * generation, up to 64 MiB on Node 24, and the old ones pile up (250 MiB with 20,000 lines, 110 with 4,000).
 */
const LINES: Bound = {
  kinds: new Set(['stdout', 'stderr']),
  events: 4000,
  characters: 2 ** 18,
};
/** Socket events are fewer: each costs its program a report of its own. */
const BYTES: Bound = {
  kinds: new Set(['write', 'data', 'drain', 'pause']),
  events: 20_000,
  characters: 2 ** 21,
};
/** Without these, it is not known any more what is open. */
const OTHERS: Bound = { kinds: new Set(), events: 100_000, characters: Number.POSITIVE_INFINITY };

/** Opens an empty history; what exceeds a bound goes, the oldest first. */
export function openHistory(): History {
  const events: TraceEvent[] = [];
  const counts = new Map([LINES, BYTES, OTHERS].map((bound) => [bound, openCount()]));
  let dropped = 0;

  function countOf(bound: Bound): Count {
    return counts.get(bound) as Count;
  }

  /** Drops the older half at once: moving what is kept costs more than dropping one. */
  function drop(bound: Bound): void {
    const count = countOf(bound);
    let left = Math.ceil(count.events / 2);
    let kept = 0;
    for (const event of events) {
      if (left > 0 && boundOf(event) === bound) {
        left -= 1;
        count.take(event, -1);
      } else events[kept++] = event;
    }
    dropped += events.length - kept;
    events.length = kept;
  }

  return {
    events,
    get dropped() {
      return dropped;
    },
    add(event) {
      events.push(event);
      const bound = boundOf(event);
      const count = countOf(bound);
      count.take(event, 1);
      if (count.events > bound.events || count.characters > bound.characters) drop(bound);
    },
  };
}

/** How many events there are that share a bound, and how many characters they have. */
interface Count {
  events: number;
  characters: number;
  /** Counts an event in (1) or out (-1). */
  take(event: TraceEvent, sign: 1 | -1): void;
}

function openCount(): Count {
  return {
    events: 0,
    characters: 0,
    take(event, sign) {
      this.events += sign;
      this.characters += sign * countCharacters(event);
    },
  };
}

function boundOf({ kind }: TraceEvent): Bound {
  if (LINES.kinds.has(kind)) return LINES;
  return BYTES.kinds.has(kind) ? BYTES : OTHERS;
}

function countCharacters({ text, preview = '', hex = '' }: TraceEvent): number {
  return text?.length ?? preview.length + hex.length;
}
