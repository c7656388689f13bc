// A digest: what a peer has received, hashed and counted instead of kept.
import { createHash } from 'node:crypto';

/** How many of the first bytes are kept. */
const FIRST_BYTES = 1024;

/** What has arrived since it was opened. */
export class Digest {
  /** How many bytes. */
  bytes = 0;
  /** The first 1024 of them, or fewer. */
  first: Buffer = Buffer.alloc(0);
  readonly #hash = createHash('sha256');
  readonly #waiting = new Map<() => void, number>();

  /** Adds a chunk. */
  add(chunk: Buffer): void {
    this.#hash.update(chunk);
    this.bytes += chunk.length;
    const room = FIRST_BYTES - this.first.length;
    if (room > 0) this.first = Buffer.concat([this.first, chunk.subarray(0, room)]);
    for (const [resolve, wanted] of this.#waiting) {
      if (this.bytes < wanted) continue;
      this.#waiting.delete(resolve);
      resolve();
    }
  }

  /** Their SHA-256 so far, in hex. */
  sha256(): string {
    return this.#hash.copy().digest('hex');
  }

  /** Settles once that many bytes have arrived. */
  async reached(bytes: number): Promise<void> {
    if (this.bytes < bytes) await new Promise<void>((resolve) => this.#waiting.set(resolve, bytes));
  }
}
