// A passage: one direction of a proxied connection, from what is taken in to what goes on.
import type { Socket } from 'node:net';
import { readClock } from '../clock.ts';
import { waitFor, waitTime } from './wait.ts';

/** One direction. */
export interface Passage {
  /** Takes what came; goes on with it in its turn. */
  take(chunk: Buffer): void;
  /** Takes the sender's end: it goes on after all that came before. */
  end(): void;
  /** Settles when all that was taken has gone on, or never will. */
  idle(): Promise<void>;
  /** How many bytes were taken and have not gone on. */
  readonly held: number;
}

/** Bytes that go on together, as one or in pieces. */
export interface Batch {
  bytes: Buffer;
  /** In how many chunks they came. */
  chunks: number;
  /** In how many pieces they go on. */
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
  /** Aborts when nothing goes on any more. */
  over: AbortSignal;
  /** Waits until the target has read so many bytes since the connection began. */
  awaitRead(total: number): Promise<void>;
  /** Told before a batch goes on. */
  onBatch(batch: Batch): void;
  /** Told before the end goes on. */
  onEnd(): void;
}

/** What a passage holds before its sender has to wait, in bytes. */
const HELD_MOST = 2 ** 18;
/** How long a sender writes nothing before it counts as silent, in ms. */
const SILENCE_MS = 50;
/** A burst goes on when it has so many bytes, silent or not: no program reads more at once. */
const BURST_MOST = 2 ** 16;

/** What waits its turn; without bytes it is the end. */
interface Entry {
  bytes: Buffer | null;
  chunks: number;
  /** When it goes on, in ms on the clock. */
  due: number;
}

/** Opens a passage; whoever opens it hands in what comes from the source. */
export function openPassage(options: PassageOptions): Passage {
  const { source, target, split, coalesce, delay, over, awaitRead, onBatch, onEnd } = options;
  const queue: Entry[] = [];
  let burst: Buffer[] = [];
  let silence: NodeJS.Timeout | undefined;
  let held = 0;
  let passed = 0;
  let pumping: Promise<void> | null = null;

  function enqueue(bytes: Buffer | null, chunks: number): void {
    if (over.aborted) return;
    queue.push({ bytes, chunks, due: readClock() / 1e3 + delay });
    pumping ??= pump().finally(() => {
      pumping = null;
    });
  }

  function endBurst(): void {
    clearTimeout(silence);
    if (burst.length > 0) enqueue(Buffer.concat(burst), burst.length);
    burst = [];
  }

  function growBurst(chunk: Buffer): void {
    burst.push(chunk);
    clearTimeout(silence);
    if (burst.reduce((sum, { length }) => sum + length, 0) >= BURST_MOST) endBurst();
    else silence = setTimeout(endSilence, SILENCE_MS, burst.length);
  }

  /** Where this process was kept from running, what came meanwhile has yet to be read. */
  function endSilence(chunks: number): void {
    setImmediate(() => burst.length === chunks && endBurst());
  }

  async function pump(): Promise<void> {
    for (let entry = queue.shift(); entry && !over.aborted; entry = queue.shift()) {
      const early = entry.due - readClock() / 1e3;
      if (early > 0) await waitTime(over, Math.ceil(early));
      if (over.aborted) return;
      if (entry.bytes === null) {
        onEnd();
        target.end();
      } else await pass(entry.bytes, entry.chunks);
    }
  }

  async function pass(bytes: Buffer, chunks: number): Promise<void> {
    const size = split ?? bytes.length;
    onBatch({ bytes, chunks, pieces: Math.ceil(bytes.length / size) });
    for (let from = 0; from < bytes.length && !over.aborted; from += size) {
      const piece = bytes.subarray(from, from + size);
      passed += piece.length;
      await write(piece);
      if (split !== undefined) await awaitRead(passed);
      release(piece.length);
    }
  }

  /** Writes, and waits where the target has no room for more. */
  async function write(piece: Buffer): Promise<void> {
    if (!target.writable || target.write(piece)) return;
    await waitFor(over, (done) => {
      target.once('drain', done);
      return () => target.off('drain', done);
    });
  }

  function release(bytes: number): void {
    held -= bytes;
    if (held < HELD_MOST / 2 && source.isPaused() && !over.aborted) source.resume();
  }

  over.addEventListener('abort', () => clearTimeout(silence));

  return {
    take(chunk) {
      if (over.aborted) return;
      held += chunk.length;
      if (held >= HELD_MOST) source.pause();
      if (coalesce) growBurst(chunk);
      else enqueue(chunk, 1);
    },
    end() {
      endBurst();
      enqueue(null, 0);
    },
    async idle() {
      endBurst();
      while (pumping) await pumping;
    },
    get held() {
      return held;
    },
  };
}
