// A class of thirty: judged side by side, each hand-in gets the verdicts that it gets alone.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { judge, layOutClass, UNRULY_NAMES } from '../play/class.ts';
import { makeFolder } from '../support/tour.ts';
import { planRuns } from './plan.ts';

const { runs: count } = planRuns(0, 30);
const skip = count === 0 && 'only with npm run fuzz';

it('a class is judged side by side as one after the other', { skip }, async (t) => {
  const folder = makeFolder(t);
  const kinds = ['right', 'wrong', 'right', 'wrong', 'right', ...UNRULY_NAMES];
  const names = layOutClass(folder, kinds, count);
  const start = performance.now();
  const together = await judge(folder, names);
  const middle = performance.now();
  const alone: string[] = [];
  for (const name of names) alone.push(...(await judge(folder, [name])));
  const ratio = (performance.now() - middle) / (middle - start);
  t.diagnostic(`${count} hand-ins: ${ratio.toFixed(2)} times as fast as one after the other`);
  assert.deepEqual(together, alone);
});
