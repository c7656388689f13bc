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

/** How long a record that has begun is waited for, in ms: its program may never end it. */
const BEGUN_MS = 2000;
/** How long records are passed on before the runner reads its keys again, in ms. */
const TURN_MS = 8;
/** How many are passed on between two looks at the clock. */
const STRETCH = 20;

/** Records in order. */
export class Order<R extends Timed, Tag> {
  readonly #onRecord: (record: R, tag: Tag) => void;
  readonly #holdMs: number;
  readonly #queues = new Set<Queue<R, Tag>>();
  #waiting: { t: number; resolve(): void }[] = [];
  #isPaused = false;
  #isAwake = false;

  /**
   * Opens an order. `holdMs` is how long a record waits for an earlier one whose writer was interrupted
   * between looking at the clock and writing; a cause is before its effect even where it is 0.
   */
  constructor(onRecord: (record: R, tag: Tag) => void, holdMs: number) {
    this.#onRecord = onRecord;
    this.#holdMs = holdMs;
  }

  /** Opens a channel whose records are passed on with `tag`; without a source it is never full. */
  open(tag: Tag, source?: Source): Channel<R> {
    const queue = new Queue<R, Tag>(tag, source ?? null);
    this.#queues.add(queue);
    return {
      push: (record) => {
        this.#queues.add(queue);
        queue.push(record);
        this.#schedule();
      },
      hold(isHeld) {
        queue.heldUntil = isHeld ? readClock() + BEGUN_MS * 1e3 : 0;
      },
      lift: () => {
        queue.lift();
        this.#hasten();
      },
    };
  }

  /** Passes on no more until `resume()`; channels fill up, and their programs wait. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#schedule();
  }

  /** Passes on all that is held, now. */
  flush(): void {
    this.#release(Number.POSITIVE_INFINITY);
  }

  /** Resolves when all that is held now was passed on. */
  async settled(): Promise<void> {
    const held = [...this.#queues].filter((queue) => !queue.isEmpty());
    if (held.length === 0) return;
    const t = Math.max(...held.map(({ last }) => last));
    await new Promise<void>((resolve) => this.#waiting.push({ t, resolve }));
  }

  #schedule(): void {
    if (this.#isAwake || this.#isPaused) return;
    this.#isAwake = true;
    const look = () => {
      const horizon = readClock() - this.#holdMs * 1e3;
      // After the loop's next poll phase, everything written before now has been read.
      setImmediate(() => this.#turn(horizon));
    };
    if (this.#holdMs > 0) setTimeout(look, this.#holdMs);
    else setImmediate(look);
  }

  #turn(horizon: number): void {
    this.#isAwake = false;
    if (this.#isPaused) return;
    let until = horizon;
    // What a full channel has not reported yet, or is about to, may directly follow its last record.
    for (const { isFull, heldUntil, last } of this.#queues) {
      if (isFull || heldUntil > horizon) until = Math.min(until, last);
    }
    if (!this.#release(until, TURN_MS)) {
      this.#isAwake = true;
      setImmediate(() => this.#turn(horizon));
    } else if (findFirst(this.#queues)) this.#schedule();
  }

  /** Once every source has ended, nothing earlier can arrive any more. */
  #hasten(): void {
    if (this.#isPaused || [...this.#queues].some(({ isLifted }) => !isLifted)) return;
    setImmediate(() => this.#turn(readClock()));
  }

  /**
   * Passes on records that are not later than `until`, for `ms` or until it is paused, or else all; returns whether those
   * were all.
   */
  #release(until: number, ms?: number): boolean {
    const end = readClock() + (ms ?? 0) * 1e3;
    const isOver = () => ms !== undefined && (this.#isPaused || readClock() > end);
    let first = findFirst(this.#queues);
    while (first && first.queue.peek() <= until && !isOver()) {
      // As long as no other queue has an earlier record, there is no need to search.
      first.queue.hand(Math.min(until, first.nextT), STRETCH, this.#onRecord);
      first = findFirst(this.#queues);
    }
    for (const queue of this.#queues) {
      queue.relieve();
      if (queue.isLifted && queue.isEmpty()) this.#queues.delete(queue);
    }
    const earliest = first?.queue.peek() ?? Number.POSITIVE_INFINITY;
    const done = this.#waiting.filter(({ t }) => t < earliest);
    this.#waiting = this.#waiting.filter(({ t }) => t >= earliest);
    for (const { resolve } of done) resolve();
    return earliest > until;
  }
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
