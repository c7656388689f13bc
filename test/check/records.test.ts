// Tests which records of a program are kept when there are too many.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Records } from '../../src/check/records.ts';

test('a flood pushes out its own kind, and not where the program listens', () => {
  const records = new Records();
  const told = 50_000;
  records.add({ t: 0, kind: 'listening', local: '127.0.0.1:6969' });
  for (let t = 1; t < told; t += 1) records.add({ t, kind: 'data', bytes: 1 });
  assert.equal(records.all[0]?.kind, 'listening');
  assert.equal(records.all.at(-1)?.t, told - 1);
  assert.ok(records.all.length <= 8000);
  assert.equal(records.all.length + records.dropped, told);
});
