// Tests the rests of a check: only where somebody watches.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Rests } from '../../src/check/rests.ts';

/** As long as no test takes. */
const LONG_MS = 3_600_000;

it('goes on at once where nobody watches', async () => {
  const rests = new Rests({ isWatched: false }, LONG_MS);
  await rests.rest();
  assert.equal(rests.isResting, false);
});

it('rests where somebody watches, and says that it does', async () => {
  const rests = new Rests({ isWatched: true }, 1);
  const rest = rests.rest();
  assert.equal(rests.isResting, true);
  await rest;
  assert.equal(rests.isResting, false);
});
