// Tests that the folders of checks don't outlive their runners for long.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { makeScratch, removeScratch } from '../../src/check/scratch.ts';
import { ROOT } from '../support/command.ts';

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

test('the next folder removes those of killed runners, not those of running ones', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '0']);
  const parent = realpathSync(tmpdir());
  const left = mkdtempSync(path.join(parent, `socket-tour-check-${pid}-`));
  writeFileSync(path.join(left, 'file'), 'text');
  const living = makeScratch();
  const next = makeScratch();
  assert.deepEqual([left, living, next].map(existsSync), [false, true, true]);
  for (const folder of [living, next]) removeScratch(folder);
});
