// A passage: one direction of a proxied connection, from receiving to passing on.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { readClock } from '../clock.ts';

/** Bytes that are passed on together, as one or in pieces. */
export interface Batch {
  bytes: Buffer;
  /** In how many chunks they came. */
  chunks: number;
  /** In how many pieces they are passed on. */
  pieces: number;
}

/** What a passage needs. */
export interface PassageOptions {
  source: Socket;
  target: Socket;
  split: number | undefined;
  coalesce: boolean;
  /** In ms. */
  delay: number;
  /** Aborts when nothing is passed on any more. */
  over: AbortSignal;
  /** Waits until the target has read this many bytes since the connection began. */
  awaitRead(total: number): Promise<void>;
  /** Called before a batch is passed on. */
  onBatch(batch: Batch): void;
  /** Called before the end is passed on. */
  onEnd(): void;
}

/** How much a passage holds before its sender has to wait, in bytes. */
const HELD_MOST = 2 ** 18;
/** How long a sender must write nothing before its burst counts as over, in ms. */
const SILENCE_MS = 50;
/** A burst of this many bytes is passed on at once: no program reads more at a time. */
const BURST_MOST = 2 ** 16;

/** One direction; the caller hands in what comes from the source. */
export class Passage {
  readonly #options: PassageOptions;
  /** Settles when all that was enqueued has been passed on. */
  #passing: Promise<void> = Promise.resolve();
  #burst: Buffer[] = [];
  #silence: NodeJS.Timeout | undefined;
  #held = 0;
  #passed = 0;

  constructor(options: PassageOptions) {
    this.#options = options;
    options.over.addEventListener('abort', () => clearTimeout(this.#silence));
  }

  /** How many bytes were taken and not passed on yet. */
  get held(): number {
    return this.#held;
  }

  /** Takes what came; passes it on in its turn. */
  take(chunk: Buffer): void {
    const { source, coalesce, over } = this.#options;
    if (over.aborted) return;
    this.#held += chunk.length;
    if (this.#held >= HELD_MOST) source.pause();
    if (!coalesce) {
      this.#enqueue(() => this.#pass(chunk, 1));
      return;
    }
    this.#burst.push(chunk);
    clearTimeout(this.#silence);
    const { length } = this.#burst;
    if (this.#burst.reduce((sum, one) => sum + one.length, 0) >= BURST_MOST) this.#endBurst();
    // If this process was starved, data that arrived meanwhile is still unread.
    else this.#silence = setTimeout(() => setImmediate(() => this.#endBurst(length)), SILENCE_MS);
  }

  /** Takes the sender's end: it is passed on after all that came before. */
  end(): void {
    const { target, onEnd } = this.#options;
    this.#endBurst();
    this.#enqueue(async () => {
      onEnd();
      target.end();
    });
  }

  /** Settles when all that was taken has been passed on, or never will be. */
  idle(): Promise<void> {
    this.#endBurst();
    return this.#passing;
  }

  /** Ends a burst, unless it has grown beyond so many chunks. */
  #endBurst(chunks = this.#burst.length): void {
    if (this.#burst.length !== chunks || chunks === 0) return;
    clearTimeout(this.#silence);
    const bytes = Buffer.concat(this.#burst);
    this.#burst = [];
    this.#enqueue(() => this.#pass(bytes, chunks));
  }

  /** Has something done when it is due, after all that was enqueued before. */
  #enqueue(act: () => Promise<void>): void {
    const { delay, over } = this.#options;
    const due = readClock() / 1e3 + delay;
    this.#passing = this.#passing.then(async () => {
      const early = Math.ceil(due - readClock() / 1e3);
      if (early > 0) await waitTime(early, over);
      if (!over.aborted) await act();
    });
  }

  async #pass(bytes: Buffer, chunks: number): Promise<void> {
    const { source, split, over, awaitRead, onBatch } = this.#options;
    const size = split ?? bytes.length;
    onBatch({ bytes, chunks, pieces: Math.ceil(bytes.length / size) });
    for (let from = 0; from < bytes.length && !over.aborted; from += size) {
      const piece = bytes.subarray(from, from + size);
      this.#passed += piece.length;
      await this.#write(piece);
      if (split !== undefined) await awaitRead(this.#passed);
      this.#held -= piece.length;
      if (this.#held < HELD_MOST / 2 && source.isPaused() && !over.aborted) source.resume();
    }
  }

  /** Writes, and waits where the target has no room for more. */
  async #write(piece: Buffer): Promise<void> {
    const { target, over } = this.#options;
    if (!target.writable || target.write(piece)) return;
    await once(target, 'drain', { signal: over }).catch(() => {});
  }
}

/** Settles after `ms`, or when `signal` aborts. */
export function waitTime(ms: number, signal: AbortSignal): Promise<void> {
  return wait(ms, undefined, { signal }).catch(() => {});
}
