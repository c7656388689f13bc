// Tests that the folders of checks don't outlive their runners for long.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { makeScratch, removeScratch } from '../../src/check/scratch.ts';

test('a folder is removed when asked, with what is in it', () => {
  const folder = makeScratch();
  writeFileSync(path.join(folder, 'file'), 'text');
  removeScratch(folder);
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
