// Tests that there is always a free port left.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFreePort } from '../../src/stage/free-port.ts';
import { unlessLong } from '../support/length.ts';

test('ports never run out, and none is returned again soon', { skip: unlessLong }, async () => {
  const ports: number[] = [];
  // More than exist.
  for (let count = 0; count < 14_000; count += 1) ports.push(await findFreePort());
  for (let index = 0; index < ports.length; index += 1) {
    const next = ports.indexOf(ports[index] as number, index + 1);
    assert.ok(next < 0 || next - index > 2000, `given again after ${next - index}`);
  }
});
