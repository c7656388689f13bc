// The events of a run that are remembered: all of them, but of a flood the latest.
import type { Kind, TraceEvent } from './trace.ts';

/** What has happened so far. */
export interface History {
  /** The events that are kept, in order. */
  readonly events: readonly TraceEvent[];
  /** How many were dropped. */
  readonly dropped: number;
  add(event: TraceEvent): void;
}

/**
 * How many events of a flood are kept. With more of them, many outlive a collection or two: V8 then doubles the room
 * for young objects, up to 64 MiB on Node 24, and the old ones pile up (250 MiB with 20,000, 110 with 4,000).
 */
const FLOOD_KEPT = 4000;
/** How many characters of text are kept. */
const CHARACTERS_KEPT = 2 ** 18;
/** How many events of every other kind are kept. */
const OTHERS_KEPT = 100_000;

// What comes in floods; without the rest nobody knows any more what is open.
const FLOODING: ReadonlySet<Kind> = new Set([
  'stdout',
  'stderr',
  'write',
  'data',
  'drain',
  'pause',
]);

/** Opens an empty history; what is over the bound goes, the oldest first. */
export function openHistory(): History {
  const events: TraceEvent[] = [];
  let flood = 0;
  let characters = 0;
  let dropped = 0;

  /** Drops the older half at once: moving what is kept costs more than dropping one. */
  function drop(isFlood: boolean): void {
    let left = Math.ceil((isFlood ? flood : events.length - flood) / 2);
    let kept = 0;
    for (const event of events) {
      if (left > 0 && FLOODING.has(event.kind) === isFlood) {
        left -= 1;
        if (isFlood) forget(event);
      } else events[kept++] = event;
    }
    dropped += events.length - kept;
    events.length = kept;
  }

  function remember(event: TraceEvent): void {
    flood += 1;
    characters += countCharacters(event);
  }

  function forget(event: TraceEvent): void {
    flood -= 1;
    characters -= countCharacters(event);
  }

  return {
    events,
    get dropped() {
      return dropped;
    },
    add(event) {
      events.push(event);
      if (FLOODING.has(event.kind)) {
        remember(event);
        if (flood > FLOOD_KEPT || characters > CHARACTERS_KEPT) drop(true);
      } else if (events.length - flood > OTHERS_KEPT) drop(false);
    },
  };
}

function countCharacters({ text, preview = '', hex = '' }: TraceEvent): number {
  return text?.length ?? preview.length + hex.length;
}
