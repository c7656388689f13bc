// The bound of the runner's heap: what lives as briefly as the lines of a flood does not pile up.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { openGauge } from '../../src/stage/heap.ts';

const HEAP = new URL('../../src/stage/heap.ts', import.meta.url).href;
/** A queue through which many records go, beside much that stays; prints the most that was in use, in bytes. */
const FLOOD = `
const stays = Array.from({ length: 30_000 }, (_, index) => ({ text: Array(200).fill(index).join(), index }));
const queue = [];
let most = 0;
for (let index = 0; index < 1_500_000; index += 1) {
  queue[index % 100_000] = { text: 'line ' + index, index, t: index / 2 };
  if (index % 10_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed);
}
console.log(most, stays.length);
`;

function measureFlood(before: string): number {
  const words = ['--import', 'tsx', '--input-type=module', '--eval', before + FLOOD];
  return Number.parseInt(execFileSync(process.execPath, words, { encoding: 'utf8' }), 10);
}

// Later versions do so by themselves, most of the time.
const skip = Number.parseInt(process.versions.node, 10) > 22;

test('a gauge tells of short lines and of long ones', () => {
  let told = 0;
  const gauge = openGauge(() => {
    told += 1;
  });
  for (let count = 0; count < 8191; count += 1) gauge({});
  assert.equal(told, 0);
  gauge({});
  assert.equal(told, 1);
  for (let count = 0; count < 1024; count += 1) gauge({ text: 'x'.repeat(960) });
  assert.equal(told, 3);
});

test('a flood takes less memory than V8 would let it have', { skip }, () => {
  const free = measureFlood('');
  const bound = measureFlood(`import { boundHeap } from ${JSON.stringify(HEAP)}; boundHeap();`);
  assert.ok(bound < free * 0.9, `${bound} bytes, and ${free} without a bound`);
});
