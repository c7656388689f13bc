// Tests which files are reported as open, and the folder of a check.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { listOpenFiles } from '../../src/check/open-files.ts';
import { openBox } from './tools-on-fixtures.ts';

const isUntold = process.platform === 'win32' && 'the system does not tell';

test('a file is listed as often as it is open', { skip: isUntold }, async (t) => {
  const { tools } = openBox(t);
  const file = path.join(tools.folder(), 'file');
  const count = async () =>
    (await listOpenFiles(process.pid))?.filter((each) => each === file).length;
  const first = await open(file, 'w');
  const second = await open(file);
  assert.equal(await count(), 2);
  await first.close();
  assert.equal(await count(), 1);
  await second.close();
  assert.equal(await count(), 0);
});

test('nothing is known of a missing process', async () => {
  assert.equal(await listOpenFiles(2 ** 30), null);
});

test('the folder of a check is removed after the check', async (t) => {
  const box = openBox(t);
  const folder = box.tools.folder();
  assert.ok(existsSync(folder));
  await box.close();
  assert.ok(!existsSync(folder));
});
