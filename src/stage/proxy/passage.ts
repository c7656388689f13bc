// A passage: one direction of a proxied connection, from receiving to passing on.
import type { Socket } from 'node:net';
import { readClock } from '../clock.ts';
import { waitFor, waitTime } from './wait.ts';

/** One direction. */
export interface Passage {
  /** Takes what came; passes it on in its turn. */
  take(chunk: Buffer): void;
  /** Takes the sender's end: it is passed on after all that came before. */
  end(): void;
  /** Settles when all that was taken has been passed on, or never will be. */
  idle(): Promise<void>;
  /** How many bytes were taken and not passed on yet. */
  readonly held: number;
}

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

/** What waits its turn; without bytes it is the end. */
interface Entry {
  bytes: Buffer | null;
  chunks: number;
  /** When it is due, in ms on the clock. */
  due: number;
}

/** Opens a passage; the caller hands in what comes from the source. */
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

  /** If this process was starved, data that arrived meanwhile is still unread. */
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
