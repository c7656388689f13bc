// However the learner leaves: no process stays behind, and the terminal is as it was.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canFindProcesses, waitForNoProcess } from '../support/processes.ts';
import { openTour } from './tour.ts';

test('q leaves', async (t) => {
  const tour = openTour(t, ['walk', '5']);
  await tour.enter('Enter: start the server');
  await tour.waitFor(/Server listening on/, { what: 'the server' });
  await tour.waitForEnter('Enter: next');
  tour.press('q');
  assert.deepEqual(await tour.waitForExit(), { code: 0, signal: 0 });
  assert.match(tour.screen().at(-1) ?? '', /Until next time/);
  if (canFindProcesses) await waitForNoProcess(tour.marker);
});
