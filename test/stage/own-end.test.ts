// Tests that the end of a program is its own where it began before the stage's signal, and that of the stage where it did not.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { startProgram } from '../../src/stage/program.ts';

/** Prints that its end has begun, and takes its time for it, so that the signal comes before the process has ended. */
const END = `
const end = performance.now() + 300;
process.on('exit', () => {
  console.log('ending');
  while (performance.now() < end);
});
`;
/** After the signal, as a program that ends itself when it comes. */
const ON_SIGNAL = "process.on('SIGTERM', () => { throw new Error('told to'); });";
const WAIT = "setInterval(() => {}, 1000); console.log('ending');";

for (const [name, code, isOwn] of [
  ['an error', `${END} process.on('SIGTERM', () => {}); throw new Error('boom');`, true],
  ['an error that the signal cuts short', `${END} throw new Error('boom');`, true],
  ['process.exit()', `${END} process.on('SIGTERM', () => {}); process.exit(3);`, true],
  ['an error in the listener for the signal', `${ON_SIGNAL} ${WAIT}`, false],
  ['the signal', WAIT, false],
] as const) {
  test(`ended by ${name}: ${isOwn ? 'its own end' : 'the end of the stage'}`, async (t) => {
    const cwd = mkdtempSync(path.join(tmpdir(), 'own-end-test-'));
    t.after(() => rmSync(cwd, { recursive: true }));
    const file = path.join(cwd, 'program.mjs');
    writeFileSync(file, code);
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const options = { actor: 'program', file, cwd };
    const program = startProgram(options, {}, ({ kind }) => kind === 'stdout' && begin());
    await Promise.race([begun, program.exited]);
    assert.equal(program.hasEndedItself, program.exit !== null);
    await program.stop();
    assert.equal(program.hasEndedItself, isOwn);
  });
}
