// Tests that what a spare lets tsx compile while it waits does compile, and anew each time.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { address, SAMPLE } from '../../../src/stage/tap/spare.ts';

it('the sample is a module in TypeScript', async () => {
  const sample = await import(address(`${SAMPLE}// ${Date.now()}`));
  assert.deepEqual(Object.keys(sample), ['answer']);
  await sample.answer();
});

it('the compiler refuses what is no program', async () => {
  await assert.rejects(import(address('(')), /Transform failed/);
});
