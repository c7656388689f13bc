// Tests that what a spare lets tsx compile while it waits does compile, and anew each time.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { it } from 'node:test';
import { promisify } from 'node:util';
import { address, SAMPLE } from '../../../src/stage/tap/spare.ts';

/** Imports addresses one after the other in a process with tsx; resolves to what each has, or to why it was refused. */
async function importAll(...addresses: string[]): Promise<unknown[]> {
  const code = `const told = [];
for (const address of ${JSON.stringify(addresses)}) {
  told.push(await import(address).then(Object.keys, ({ message }) => message));
}
console.log(JSON.stringify(told));`;
  const given = ['--import', 'tsx', '--input-type', 'module', '--eval', code];
  return JSON.parse((await promisify(execFile)(process.execPath, given)).stdout);
}

it('the sample is a module in TypeScript, and the compiler refuses what is no program', async () => {
  const [sample, refused] = await importAll(address(`${SAMPLE}// ${Date.now()}`), address('('));
  assert.deepEqual(sample, ['answer']);
  assert.match(`${refused}`, /Transform failed/);
});
