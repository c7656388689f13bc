// A digest: what a peer has received, hashed and counted instead of kept.
import { createHash } from 'node:crypto';

/** How many of the first bytes are kept. */
const FIRST_BYTES = 1024;

/** What has arrived since it was opened. */
export interface Digest {
  /** How many bytes. */
  readonly bytes: number;
  /** The first 1024 of them, or fewer. */
  readonly first: Buffer;
  add(chunk: Buffer): void;
  /** Their SHA-256 so far, in hex. */
  sha256(): string;
  /** Settles once that many bytes have arrived. */
  reached(bytes: number): Promise<void>;
}

/** Opens a digest of no bytes. */
export function openDigest(): Digest {
  const hash = createHash('sha256');
  const waiting = new Map<() => void, number>();
  let bytes = 0;
  let first: Buffer = Buffer.alloc(0);
  return {
    get bytes() {
      return bytes;
    },
    get first() {
      return first;
    },
    add(chunk) {
      hash.update(chunk);
      bytes += chunk.length;
      const room = FIRST_BYTES - first.length;
      if (room > 0) first = Buffer.concat([first, chunk.subarray(0, room)]);
      for (const [resolve, wanted] of waiting) {
        if (bytes < wanted) continue;
        waiting.delete(resolve);
        resolve();
      }
    },
    sha256: () => hash.copy().digest('hex'),
    async reached(wanted) {
      if (bytes >= wanted) return;
      await new Promise<void>((resolve) => waiting.set(resolve, wanted));
    },
  };
}
