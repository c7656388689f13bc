// Tests where the launcher looks for a process that waits.
import assert from 'node:assert/strict';
import path from 'node:path';
import { it } from 'node:test';
import { openToolBox } from '../../src/check/tools.ts';
import type { Supply } from '../../src/stage/spares/spares.ts';
import { FIXTURE_LOADER } from '../support/stage.ts';
import { PROGRAMS } from './tools-on-fixtures.ts';

/** A supply that has nothing, and the names of the files that it was asked for. */
function openEmpty(): { asked: string[]; supply: Supply } {
  const asked: string[] = [];
  const take: Supply['take'] = ({ file }) => {
    asked.push(path.basename(file, path.extname(file)));
    return null;
  };
  return { asked, supply: { take, fill: () => {} } };
}

it('what happens once in a check asks the reserve alone, all else the spares after it', async (t) => {
  const [reserve, spares] = [openEmpty(), openEmpty()];
  const box = openToolBox({
    directory: PROGRAMS,
    course: PROGRAMS,
    loader: FIXTURE_LOADER,
    reserve: reserve.supply,
    spares: spares.supply,
  });
  t.after(() => box.close());
  const { tools } = box;
  await tools.launch({ name: 'counts' }).untilExit();
  await tools.launch({ name: 'counts', runs: 2 }).untilExit();
  assert.deepEqual(reserve.asked, ['counts', 'rerun']);
  assert.deepEqual(spares.asked, ['counts']);
});
