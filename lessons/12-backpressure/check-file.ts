// The big file of lesson 12, and its sums.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

export const MIB = 2 ** 20;
const BLOCKS = 64;
/** What lies at the end of the file beside whole MiB, so that its last piece is short in every style. */
const REST = 1237;
export const SIZE = BLOCKS * MIB + REST;
/** No two pieces of this size are alike. */
const STAMPED = 4096;

/** The SHA-256 of the file's beginnings: the whole, or its first bytes. */
export interface Sums {
  whole: string;
  first: Buffer;
  /** Of the first `bytes`. */
  of(bytes: number): string;
}

/** Writes a file that is no text, and of which no two pieces are alike. */
export async function writeBigFile(file: string): Promise<Sums> {
  const hash = createHash('sha256');
  // A file's own: it is filled again while another check's is still being written.
  const noise = Buffer.from(NOISE);
  const handle = await open(file, 'w');
  for (let index = 0; index <= BLOCKS; index += 1) {
    const block = fillBlock(noise, index);
    hash.update(block);
    await handle.write(block);
  }
  await handle.close();
  return {
    whole: hash.digest('hex'),
    first: Buffer.from(fillBlock(noise, 0).subarray(0, STAMPED)),
    of(bytes) {
      const part = createHash('sha256');
      for (let left = bytes, index = 0; left > 0 && index <= BLOCKS; index += 1) {
        const block = fillBlock(noise, index);
        part.update(block.subarray(0, left));
        left -= block.length;
      }
      return part.digest('hex');
    },
  };
}

const NOISE = Buffer.alloc(MIB);

for (let index = 0, value = 1; index < MIB; index += 4) {
  // A generator of 32 bits (xorshift): the same bytes in every run.
  value ^= value << 13;
  value ^= value >>> 17;
  value ^= value << 5;
  NOISE.writeInt32LE(value, index);
}

/** Makes a block of the file, in the noise itself: copies would be as much garbage as the file is big. */
function fillBlock(noise: Buffer, index: number): Buffer {
  const block = index < BLOCKS ? noise : noise.subarray(0, REST);
  for (let at = 0; at < block.length; at += STAMPED) block.writeUInt32BE(index * MIB + at, at);
  return block;
}
