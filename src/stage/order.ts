// Records of many sources put in order: by the clock, held until nothing earlier can still arrive.
import { readClock } from './clock.ts';

/** What can be put in order. */
export interface Timed {
  /** Microseconds on the machine's clock. */
  t: number;
  /** What takes room, in a record of output. */
  text?: string;
}

/** What a source writes its records into. */
export interface Channel<R> {
  /** Takes a record; the records of one channel come in order. */
  push(record: R): void;
  /** Lets everything in from now on: what is left of the source is little. */
  lift(): void;
}

/** Where a channel's records are read from. */
export interface Source {
  /** Stops the reading: the channel is full, and whoever writes is to wait. */
  pause(): void;
  /** Reads on. */
  resume(): void;
}

/** Records in order. */
export interface Order<R, Tag> {
  /** Opens a channel whose records are handed on with `tag`; without a source it is never full. */
  open(tag: Tag, source?: Source): Channel<R>;
  /** Hands on no more until `resume()`; channels fill up, and whoever writes waits. */
  pause(): void;
  resume(): void;
  /** Hands on all that is held, now. */
  flush(): void;
  /** Resolves when all that is held now was handed on. */
  settled(): Promise<void>;
}

/** What a channel may hold before whoever writes has to wait, in characters. */
const CHANNEL_SIZE = 2 ** 19;
/** What a record counts for, beside its text: 4,000 short lines fill a channel. */
const RECORD_SIZE = 128;
/** How many records are handed on before the runner looks at its keys again. */
const BATCH = 4000;

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

  /** After the loop's next poll phase, whatever was written before now has been read. */
  function look(): void {
    setImmediate(turn, readClock() - holdMs * 1e3);
  }

  function turn(horizon: number): void {
    isAwake = false;
    if (isPaused) return;
    let until = horizon;
    // What a full channel has not said yet may be right behind what it said last.
    for (const queue of queues) if (queue.isFull) until = Math.min(until, queue.last);
    if (release(until, BATCH)) {
      if (findFirst(queues)) schedule();
      return;
    }
    isAwake = true;
    setImmediate(turn, horizon);
  }

  /** Hands on at most `most` records that are not later than `until`; whether that were all of them. */
  function release(until: number, most: number): boolean {
    let isAll = false;
    for (let left = most; left > 0 && !isAll; ) {
      const first = findFirst(queues);
      if (!first || first.queue.peek() > until) isAll = true;
      // As long as no other queue has an earlier record, there is no need to look.
      else left -= first.queue.hand(Math.min(until, first.nextT), left, onRecord);
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
        lift: () => queue.lift(),
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
      release(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
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

/** The records of one channel that are held. */
class Queue<R extends Timed, Tag> {
  readonly tag: Tag;
  /** The time of its latest record: all that was written before has been read. */
  last = 0;
  isFull = false;
  isLifted = false;
  readonly #source: Source | null;
  #records: R[] = [];
  #head = 0;
  #size = 0;

  constructor(tag: Tag, source: Source | null) {
    this.tag = tag;
    this.#source = source;
  }

  isEmpty(): boolean {
    return this.#head === this.#records.length;
  }

  /** The time of its first record; infinite where it has none. */
  peek(): number {
    return this.#records[this.#head]?.t ?? Number.POSITIVE_INFINITY;
  }

  push(record: R): void {
    if (record.t < this.last) record.t = this.last;
    this.last = record.t;
    this.#records.push(record);
    this.#size += measure(record);
    if (!this.#source || this.isFull || this.isLifted || this.#size < CHANNEL_SIZE) return;
    this.isFull = true;
    this.#source.pause();
  }

  /** Hands on records that are not later than `until`, and returns how many. */
  hand(until: number, most: number, onRecord: (record: R, tag: Tag) => void): number {
    let count = 0;
    // The condition reads the field anew: whoever takes a record may push another.
    while (count < most && !this.isEmpty() && this.peek() <= until) {
      const record = this.#records[this.#head] as R;
      this.#head += 1;
      this.#size -= measure(record);
      count += 1;
      onRecord(record, this.tag);
    }
    if (this.#head * 2 > this.#records.length) {
      this.#records = this.#records.slice(this.#head);
      this.#head = 0;
    }
    return count;
  }

  /** Reads on where there is room again. */
  relieve(): void {
    if (this.isFull && this.#size < CHANNEL_SIZE / 2) this.#readOn();
  }

  lift(): void {
    this.isLifted = true;
    if (this.isFull) this.#readOn();
  }

  #readOn(): void {
    this.isFull = false;
    this.#source?.resume();
  }
}

function measure({ text }: Timed): number {
  return RECORD_SIZE + (text?.length ?? 0);
}
