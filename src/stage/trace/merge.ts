// Merges several programs' records into one trace, in the order of the one clock.
import { createConnectionNumbers } from './connection-numbers.ts';
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
 * Opens a merge that passes on each event once nothing earlier can still arrive. Where records are `late` by far, it
 * passes them on as they come, with their times.
 */
export function openMerge(onEvent: (event: TraceEvent) => void, isLate = false): Merge {
  const number = createConnectionNumbers();
  const isFresh = createFreshness();
  let zero: number | null = null;
  let last = 0;

  const order = new Order<TapRecord, string>((record, actor) => {
    const { t, kind, text, shown } = record;
    zero ??= t;
    // A record that was delayed past the hold is shown at the latest time so far: time never runs back.
    const at = Math.round(t - zero) / 1e3;
    last = isLate ? at : Math.max(last, at);
    // This runs for each line of output: the short way is several times faster.
    if ((kind === 'stdout' || kind === 'stderr') && text !== undefined && shown === undefined) {
      onEvent({ at: last, actor, kind, text });
      return;
    }
    if (!isFresh(actor, record)) return;
    const { t: _, path, socket, isUnheard: _unheard, read: _read, since: _since, ...rest } = record;
    onEvent({ at: last, actor, ...rest, ...number(actor, record) });
  }, HOLD_MS);

  return Object.assign(order, {
    push(actor: string, record: TapRecord) {
      const channel = order.open(actor);
      channel.push(record);
      channel.lift();
    },
  });
}
