// Tests that the folders of checks don't outlive their runners for long.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { keepScratchIn, makeScratch, removeScratch } from '../../src/check/scratch.ts';
import { ROOT } from '../support/command.ts';

/** How long the folder of a killed runner may stay, in ms. */
const GONE_MS = 60_000;
const SCRATCH = new URL('../../src/check/scratch.ts', import.meta.url).href;

test('a folder is removed when asked, with what is in it', () => {
  const folder = makeScratch();
  writeFileSync(path.join(folder, 'file'), 'text');
  removeScratch(folder);
  assert.equal(existsSync(folder), false);
});

test('a folder goes with its runner where nothing has removed it', () => {
  const program = `
    const { makeScratch } = await import(${JSON.stringify(SCRATCH)});
    console.log(makeScratch());
    process.exit(0);
  `;
  const { stdout } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', program],
    { cwd: ROOT, encoding: 'utf8' },
  );
  const folder = stdout.trim();
  assert.match(path.basename(folder), /^socket-tour-check-/);
  assert.equal(existsSync(folder), false);
});

test('a folder goes soon after its runner was killed', {
  skip: process.platform === 'win32',
}, async () => {
  const program = `
    const { makeScratch } = await import(${JSON.stringify(SCRATCH)});
    console.log(makeScratch());
    setInterval(() => {}, 1000);
  `;
  const words = ['--import', 'tsx', '--input-type=module', '-e', program];
  const runner = spawn(process.execPath, words, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(runner.stdout, 'data');
  const folder = String(line).trim();
  assert.equal(existsSync(folder), true);
  runner.kill('SIGKILL');
  await once(runner, 'exit');
  const deadline = performance.now() + GONE_MS;
  while (existsSync(folder)) {
    assert.ok(performance.now() < deadline, 'it should be gone by now');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
});

test('a folder lies in that of another process, where there is one', () => {
  const others = makeScratch();
  keepScratchIn(others);
  const folder = makeScratch();
  assert.equal(path.dirname(folder), others);
  removeScratch(others);
  assert.notEqual(path.dirname(makeScratch()), others, 'it is not made again');
});
