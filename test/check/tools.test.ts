import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { it } from 'node:test';
import { openToolBox } from '../../src/check/tools.ts';

it('a check that was cancelled leaves no folder behind', async () => {
  const box = openToolBox({ directory: tmpdir(), course: tmpdir() });
  const folder = box.tools.folder();
  await box.close();
  // It goes on all the same, because nothing can stop it.
  assert.throws(() => box.tools.folder());
  assert.deepEqual(readdirSync(path.dirname(folder)), []);
});
