// Holds the records of one source, and makes the source wait where there are too many.

/** What can be put in order. */
export interface Timed {
  /** Microseconds on the machine's clock. */
  t: number;
  /** The part of an output record that takes room. */
  text?: string;
}

/** Where a channel's records are read from. */
export interface Source {
  /** Stops the reading: the channel is full, and its program should wait. */
  pause(): void;
  /** Resumes the reading. */
  resume(): void;
}

/** How much a channel may hold before its program has to wait, in characters. */
const CHANNEL_SIZE = 2 ** 19;
/**
 * What a record counts for, beside its text: 1,000 short lines fill a channel. With 4,000, those of a flood wait so long that
 * V8 takes them for old, and no longer removes them at once.
 */
const RECORD_SIZE = 512;

/** The records of one channel that are held. */
export class Queue<R extends Timed, Tag> {
  readonly tag: Tag;
  /** The time of its latest record: all that was written before has been read. */
  last = 0;
  isFull = false;
  /** Until when its next record, which has begun, is waited for, on the machine's clock; 0 where none has. */
  heldUntil = 0;
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

  /** Passes on records that are not later than `until`, and returns how many. */
  hand(until: number, most: number, onRecord: (record: R, tag: Tag) => void): number {
    let count = 0;
    // The condition reads the field again: taking a record may push another.
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

  /** Resumes the reading where there is room again. */
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
