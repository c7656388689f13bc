import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { it } from 'node:test';
import { openToolBox } from '../../src/check/tools.ts';

it('a check that was cancelled leaves no folder behind', async () => {
  const box = openToolBox({
    directory: tmpdir(),
    course: tmpdir(),
    findPort: () => Promise.resolve(0),
  });
  box.tools.folder();
  await box.close();
  // It goes on all the same, because nothing can stop it.
  assert.throws(() => box.tools.folder());
  const own = `socket-tour-check-${process.pid}-`;
  assert.deepEqual(
    readdirSync(tmpdir()).filter((name) => name.startsWith(own)),
    [],
  );
});
