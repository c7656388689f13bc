// Merges several programs' records into one trace, in the order of the one clock.
import { createConnectionNumbers, noteSocket } from './connection-numbers.ts';
import { createFreshness } from './freshness.ts';
import { type Channel, Order } from './order.ts';
import type { Source } from './queue.ts';
import type { TapRecord } from './record.ts';
import type { TraceEvent } from './trace.ts';

/** How long a record is held for an earlier one that may still be on its way, in ms. */
const HOLD_MS = 3;

/** Takes the records of one source. */
export type Open = (source?: Source) => Channel<TapRecord>;

/** Puts records in order and gives them their place on the run's timeline; the tag of a channel is its actor. */
export type Merge = Order<TapRecord, string> & {
  /** Takes a single record. */
  push(actor: string, record: TapRecord): void;
};

/**
 * Makes records, taken in order, the events of one timeline. A record that was delayed past the hold gets the latest
 * time so far, because time never runs back; where records are `late` by far, each keeps its own. Null for one that is
 * out of date.
 */
export function createEvents(
  isLate = false,
): (record: TapRecord, actor: string) => TraceEvent | null {
  const number = createConnectionNumbers();
  const isFresh = createFreshness();
  let zero: number | null = null;
  let last = 0;
  return (record, actor) => {
    const { t, kind, text, shown } = record;
    zero ??= t;
    const at = Math.round(t - zero) / 1e3;
    last = isLate ? at : Math.max(last, at);
    // This runs for each line of output: the short way is several times faster.
    if ((kind === 'stdout' || kind === 'stderr') && text !== undefined && shown === undefined) {
      return { at: last, actor, kind, text };
    }
    if (!isFresh(actor, record)) return null;
    const { t: _, path, socket, isUnheard: _unheard, read: _read, since: _since, ...rest } = record;
    const event = { at: last, actor, ...rest, ...number(actor, record) };
    noteSocket(event, record);
    return event;
  };
}

/**
 * Opens a merge that passes on each event once nothing earlier can still arrive. Where records are `late` by far, it
 * passes them on as they come, with their times.
 */
export function openMerge(onEvent: (event: TraceEvent) => void, isLate = false): Merge {
  const makeEvent = createEvents(isLate);
  const order = new Order<TapRecord, string>((record, actor) => {
    const event = makeEvent(record, actor);
    if (event) onEvent(event);
  }, HOLD_MS);

  return Object.assign(order, {
    push(actor: string, record: TapRecord) {
      const channel = order.open(actor);
      channel.push(record);
      channel.lift();
    },
  });
}
