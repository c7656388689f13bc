// Tests that hand-ins judged side by side get the verdicts that they get alone.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { unlessLong } from '../support/length.ts';
import { makeFolder } from '../support/tour.ts';
import { judge, layOutClass } from './class.ts';

const IS_WINDOWS = process.platform === 'win32';

it('a class gets the verdicts that each gets alone, in order', {
  skip: IS_WINDOWS || unlessLong,
}, async (t) => {
  const folder = makeFolder(t);
  const names = layOutClass(folder, ['right', 'wrong', 'floods', 'forks'], 4);
  const together = await judge(folder, names);
  const alone: string[] = [];
  for (const name of names) alone.push(...(await judge(folder, [name])));
  assert.deepEqual(together, alone);
  assert.match(together.join('\n'), /^right-0 \S+ pass\n/);
  assert.match(together.join('\n'), /^wrong-1 \S+ fail \S+$/m);
});
