// What comes to a peer: kept or hashed, and waited for.
import type net from 'node:net';
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';
import { describeBytes } from './bytes.ts';
import { Digest } from './digest.ts';
import { type Look, type Never, tellNever, waitUntilIdle } from './wait-until-idle.ts';

/** Bytes that have come and were not yet taken, in order. */
export class Inbox {
  // Joining the chunks as each comes would copy 16 MiB some two hundred times: there is room for as much again.
  #room = Buffer.alloc(0);
  #start = 0;
  #end = 0;

  /** All of them; they stay. */
  get bytes(): Buffer {
    return this.#room.subarray(this.#start, this.#end);
  }

  /** Adds a chunk. */
  add(chunk: Buffer): void {
    const length = this.#end - this.#start + chunk.length;
    if (chunk.copy(this.#room, this.#end) < chunk.length) {
      this.#room = Buffer.concat([this.bytes, chunk], 2 * length);
      this.#start = 0;
    }
    this.#end = this.#start + length;
  }

  /** Takes the first `count`, or all where there are fewer. */
  take(count: number): Buffer {
    const taken = this.bytes.subarray(0, count);
    this.#start += taken.length;
    return taken;
  }
}

/** What has come to a peer, and how its connection stands. */
export class Intake {
  readonly inbox = new Inbox();
  /** Where what comes is hashed and not kept; null where it is kept. */
  digest: Digest | null = null;
  /** Whether the program's FIN has come, or the connection is gone. */
  hasEnded: boolean;
  /** With what the connection broke, or null. */
  error: Error | null;
  /** Settles when the connection is closed on this side. */
  readonly closed: Promise<void>;
  readonly #look: Look;
  #wake = () => {};

  /** `look` tells when nothing more will come; `onRead` is called with the bytes of each chunk. */
  constructor(socket: net.Socket, look: Look, onRead: (bytes: number) => void = () => {}) {
    this.#look = look;
    // A program may be gone again before anybody asks for its connection.
    this.hasEnded = socket.readableEnded || socket.destroyed;
    this.error = socket.errored;
    const end = () => {
      this.hasEnded = true;
      this.#wake();
    };
    socket.on('data', (chunk: Buffer) => {
      (this.digest ?? this.inbox).add(chunk);
      onRead(chunk.length);
      this.#wake();
    });
    socket.on('end', end);
    socket.on('error', (error) => {
      this.error = error;
      this.#wake();
    });
    this.closed = new Promise<void>((resolve) => {
      if (socket.closed) resolve();
      socket.on('close', () => {
        end();
        resolve();
      });
    });
  }

  /** From now on, what comes is hashed and counted, and not kept. */
  hash(): Digest {
    this.digest = new Digest();
    // What came before somebody asked is part of it.
    this.digest.add(this.inbox.take(this.inbox.bytes.length));
    return this.digest;
  }

  /** Waits at most `ms` until `isDone`, or the connection's end: null then, else why neither came. */
  async wait(isDone: () => boolean, ms: number): Promise<Never | null> {
    let deadline = performance.now() + ms;
    while (!isDone() && !this.hasEnded && !this.error) {
      const left = deadline - performance.now();
      if (left <= 0) return 'deadline';
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      const never = await waitUntilIdle(woken, left, this.#look);
      if (never && !isDone()) return never;
      if (this.#look.isStopped?.()) deadline = performance.now() + ms;
    }
    return null;
  }

  /** What came instead of what was expected for `ms`. */
  describe(never: Never | null, ms: number): Bilingual {
    const bytes = this.#describeBytes();
    if (this.error) return tellCheck((say) => say.gotReset);
    if (this.hasEnded) return tellCheck((say, language) => say.gotEnd(bytes?.[language] ?? null));
    if (never === null && bytes) return bytes;
    const why = never ?? 'deadline';
    if (!bytes) return tellNever(why, ms, (say) => say.nothing);
    return tellCheck((say, language) => say.never[why].only(bytes[language], ms / 1000));
  }

  #describeBytes(): Bilingual | null {
    if (this.inbox.bytes.length > 0) return describeBytes(this.inbox.bytes);
    const { bytes = 0 } = this.digest ?? {};
    return bytes > 0 ? tellCheck((say) => say.hashed(bytes)) : null;
  }
}
