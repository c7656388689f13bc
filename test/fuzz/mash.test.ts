// Keys mashed at random, at random speeds: the tour answers, can be left, and leaves all as it was.
import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { unlessLong } from '../support/length.ts';
import { canFindProcesses } from '../support/processes.ts';
import { type Mashed, mash } from './mash/session.ts';
import { renderTally } from './mash/tally.ts';
import { planRuns } from './plan.ts';

const isLong = process.env.FUZZ !== undefined;
const plan = planRuns(unlessLong ? 2 : 4, 200);
const MANNER = isLong
  ? { count: 300, tempo: { quickMs: 60, slowMs: 250, longestMs: 600 } }
  : { count: 40, tempo: { quickMs: 30, slowMs: 100, longestMs: 200 } };
/** Most of a tour's time is pauses, so several share a core. */
const AT_ONCE = 2 * availableParallelism();

test(`${plan.runs} tours stand ${MANNER.count} random keys each`, {
  skip: !canFindProcesses,
  concurrency: AT_ONCE,
}, async (t) => {
  const began = performance.now();
  const all: Mashed[] = [];
  const seeds = Array.from({ length: plan.runs }, (_, index) => plan.seed + index);
  const attempts = seeds.map((seed) =>
    t.test(`seed ${seed}`, async (each) => {
      const mashed = await mash(each, seed, MANNER);
      all.push(mashed);
      assert.ok(mashed.faults.length === 0, `${mashed.report}\n${tellAgain(seed)}`);
    }),
  );
  await Promise.all(attempts);
  console.log(renderTally(all, (performance.now() - began) / 1000).join('\n'));
  assert.equal(all.length, plan.runs, 'each seed came to its end');
});

/** How to have the same keys again, at the same pauses; the machine's own pace differs each time. */
function tellAgain(seed: number): string {
  if (!isLong)
    return `seed ${seed}: FUZZ_SEED=${seed} FUZZ_RUNS=1 npm run suite -- mash presses the same keys again`;
  return `seed ${seed}: npm run fuzz -- --seed ${seed} --runs 1 --times 10 mash presses the same keys ten times`;
}
