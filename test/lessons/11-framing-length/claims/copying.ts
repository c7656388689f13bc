// How much is copied where each chunk is joined to all that waits, and what an allocation costs before it is filled.
import assert from 'node:assert/strict';
import { frame } from '../../../../lessons/11-framing-length/frame.ts';

const MIB = 2 ** 20;

/** The bytes copied, in MiB, while a frame of 1 MiB comes in chunks of that size. */
function countCopied(size: number): number {
  const whole = frame(Buffer.alloc(MIB));
  let rest = Buffer.alloc(0);
  let copied = 0;
  for (let start = 0; start < whole.length; start += size) {
    rest = Buffer.concat([
      rest,
      whole.subarray(start, start + size),
    ]);
    copied += rest.length;
  }
  return copied / MIB;
}

console.log(
  `in chunks of 64 KiB: ${countCopied(65536).toFixed(1)} MiB`,
);
console.log(
  `in chunks of 1,460 bytes: ${Math.round(countCopied(1460))} MiB`,
);

if (process.platform === 'linux') {
  const before = process.memoryUsage().rss;
  const body = Buffer.alloc(
    Buffer.from('GET ').readUInt32BE(0),
  );
  const grown = (process.memoryUsage().rss - before) / MIB;
  assert.equal(body.length, 1_195_725_856);
  assert.ok(grown < 2, `${grown} MiB`);
  console.log('a gigabyte, not yet filled: 2 MiB');
}
