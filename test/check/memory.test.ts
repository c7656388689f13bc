// Tests what is known of a process's memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMemory } from '../../src/check/memory.ts';

const HELD = 64 * 2 ** 20;

test('the memory of a process grows by what it holds', async (t) => {
  const before = await readMemory(process.pid);
  if (before === null) return t.skip('this system does not tell');
  const held = Buffer.alloc(HELD, 'x');
  const after = (await readMemory(process.pid)) ?? 0;
  assert.ok(after - before > HELD / 2, `${before} → ${after}`);
  assert.equal(held.length, HELD);
});

test('nothing is known of a process that is gone', async () => {
  assert.equal(await readMemory(2 ** 22 + 1), null);
});
