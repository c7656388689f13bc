// The inbox of a peer: bytes that have arrived and were not yet taken, joined only when they are looked at.

/** Bytes in the order in which they arrived. */
export interface Inbox {
  /** How many there are. */
  readonly length: number;
  add(chunk: Buffer): void;
  /** All of them; they stay. */
  peek(): Buffer;
  /** Takes the first `length`, or all where there are fewer. */
  take(length: number): Buffer;
  /** Where a byte stands for the first time, or -1. */
  indexOf(byte: number): number;
  /** Whether the bytes from `from` on match `bytes`, as far as both go. */
  matches(bytes: Uint8Array, from: number): boolean;
}

/** Opens an empty inbox. */
export function openInbox(): Inbox {
  // Joining at each chunk would copy 16 MiB some two hundred times.
  let chunks: Buffer[] = [];
  let length = 0;

  function* listPlaces(): Generator<{ chunk: Buffer; start: number }> {
    let start = 0;
    for (const chunk of chunks) {
      yield { chunk, start };
      start += chunk.length;
    }
  }

  const inbox: Inbox = {
    get length() {
      return length;
    },
    add(chunk) {
      chunks.push(chunk);
      length += chunk.length;
    },
    peek() {
      if (chunks.length !== 1) chunks = [Buffer.concat(chunks)];
      return chunks[0] as Buffer;
    },
    take(count) {
      const all = inbox.peek();
      chunks = [all.subarray(count)];
      length = Math.max(0, length - count);
      return all.subarray(0, count);
    },
    indexOf(byte) {
      for (const { chunk, start } of listPlaces()) {
        const index = chunk.indexOf(byte);
        if (index >= 0) return start + index;
      }
      return -1;
    },
    matches(bytes, from) {
      for (const { chunk, start } of listPlaces()) {
        const skipped = Math.max(0, from - start);
        const got = chunk.subarray(skipped, bytes.length - start);
        if (start >= bytes.length || got.length === 0) continue;
        if (!got.equals(bytes.subarray(start + skipped, start + skipped + got.length)))
          return false;
      }
      return true;
    },
  };
  return inbox;
}
