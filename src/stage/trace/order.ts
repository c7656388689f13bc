// Puts records of many sources in order: by the clock, held until nothing earlier can still arrive.
import { readClock } from '../clock.ts';
import { Queue, type Source, type Timed } from './queue.ts';

/** What a source writes its records into. */
export interface Channel<R> {
  /** Takes a record; the records of one channel come in order. */
  push(record: R): void;
  /** Whether a record has begun that can't be pushed yet: for `BEGUN_MS`, nothing later is passed on. */
  hold(isHeld: boolean): void;
  /** Lets everything in from now on: little is left of the source. */
  lift(): void;
}

/** Records in order. */
export interface Order<R, Tag> {
  /** Opens a channel whose records are passed on with `tag`; without a source it is never full. */
  open(tag: Tag, source?: Source): Channel<R>;
  /** Passes on no more until `resume()`; channels fill up, and their programs wait. */
  pause(): void;
  resume(): void;
  /** Passes on all that is held, now. */
  flush(): void;
  /** Resolves when all that is held now was passed on. */
  settled(): Promise<void>;
}

/** How long a record that has begun is waited for, in ms: its program may never end it. */
const BEGUN_MS = 2000;
/** How many records are passed on at most before the runner reads its keys again, and for how long, in ms. */
const BATCH = 4000;
const TURN_MS = 8;
/** How many are passed on between two looks at the clock. */
const STRETCH = 20;

/**
 * Opens an order. `holdMs` is how long a record waits for an earlier one whose writer was interrupted
 * between looking at the clock and writing; a cause is before its effect even where it is 0.
 */
export function openOrder<R extends Timed, Tag>(
  onRecord: (record: R, tag: Tag) => void,
  holdMs: number,
): Order<R, Tag> {
  const queues = new Set<Queue<R, Tag>>();
  let waiting: { t: number; resolve(): void }[] = [];
  let isPaused = false;
  let isAwake = false;

  function schedule(): void {
    if (isAwake || isPaused) return;
    isAwake = true;
    if (holdMs > 0) setTimeout(look, holdMs);
    else setImmediate(look);
  }

  /** After the loop's next poll phase, everything written before now has been read. */
  function look(): void {
    setImmediate(turn, readClock() - holdMs * 1e3);
  }

  function turn(horizon: number): void {
    isAwake = false;
    if (isPaused) return;
    let until = horizon;
    // What a full channel has not reported yet, or is about to, may directly follow its last record.
    for (const { isFull, heldUntil, last } of queues) {
      if (isFull || heldUntil > horizon) until = Math.min(until, last);
    }
    if (release(until, BATCH, TURN_MS)) {
      if (findFirst(queues)) schedule();
      return;
    }
    isAwake = true;
    setImmediate(turn, horizon);
  }

  /** Once every source has ended, nothing earlier can arrive any more. */
  function hasten(): void {
    if (isPaused || [...queues].some(({ isLifted }) => !isLifted)) return;
    setImmediate(() => turn(readClock()));
  }

  /** Passes on at most `most` records that are not later than `until`, for `ms`; returns whether those were all. */
  function release(until: number, most: number, ms: number): boolean {
    const end = readClock() + ms * 1e3;
    let isAll = false;
    for (let left = most; left > 0 && !isAll; ) {
      let stretch = Math.min(left, STRETCH);
      left -= stretch;
      while (stretch > 0 && !isAll) {
        const first = findFirst(queues);
        if (!first || first.queue.peek() > until) isAll = true;
        // As long as no other queue has an earlier record, there is no need to search.
        else stretch -= first.queue.hand(Math.min(until, first.nextT), stretch, onRecord);
      }
      if (readClock() > end) break;
    }
    for (const queue of queues) {
      queue.relieve();
      if (queue.isLifted && queue.isEmpty()) queues.delete(queue);
    }
    settle();
    return isAll;
  }

  function settle(): void {
    if (waiting.length === 0) return;
    const earliest = findFirst(queues)?.queue.peek() ?? Number.POSITIVE_INFINITY;
    const done = waiting.filter(({ t }) => t < earliest);
    waiting = waiting.filter(({ t }) => t >= earliest);
    for (const { resolve } of done) resolve();
  }

  return {
    open(tag, source) {
      const queue = new Queue<R, Tag>(tag, source ?? null);
      queues.add(queue);
      return {
        push(record) {
          queues.add(queue);
          queue.push(record);
          schedule();
        },
        hold(isHeld) {
          queue.heldUntil = isHeld ? readClock() + BEGUN_MS * 1e3 : 0;
        },
        lift() {
          queue.lift();
          hasten();
        },
      };
    },
    pause() {
      isPaused = true;
    },
    resume() {
      isPaused = false;
      schedule();
    },
    flush() {
      const { POSITIVE_INFINITY: all } = Number;
      release(all, all, all);
    },
    async settled() {
      const held = [...queues].filter((queue) => !queue.isEmpty());
      if (held.length === 0) return;
      const t = Math.max(...held.map(({ last }) => last));
      await new Promise<void>((resolve) => waiting.push({ t, resolve }));
    },
  };
}

/** The queue with the earliest record, and the time of the earliest in any other; null where all are empty. */
function findFirst<R extends Timed, Tag>(queues: Iterable<Queue<R, Tag>>) {
  let queue: Queue<R, Tag> | null = null;
  let firstT = Number.POSITIVE_INFINITY;
  let nextT = Number.POSITIVE_INFINITY;
  for (const other of queues) {
    const t = other.peek();
    if (t < firstT) {
      nextT = firstT;
      firstT = t;
      queue = other;
    } else if (t < nextT) nextT = t;
  }
  return queue && { queue, nextT };
}
