// A lesson with two turns: what tells of the one says nothing of the other.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import { createFolder, openTour } from './tour.ts';

const LESSON = '13-closing';
/** The step with the first turn, from 0. */
const FIRST_TURN = 3;

it('c and h ask in the first of two turns for what it is about', async (t) => {
  const cwd = createFolder(t);
  mkdirSync(`${cwd}/my-lessons`);
  const lessons = { [LESSON]: { step: FIRST_TURN, done: false, checks: {}, hints: {} } };
  writeFileSync(
    `${cwd}/my-lessons/.progress.json`,
    JSON.stringify({ version: 1, language: 'en', current: LESSON, lessons, files: {} }),
  );
  const tour = openTour(t, ['walk', '13'], { cwd, rows: 60, columns: 100 });
  await tour.waitForLast('Enter: ');
  tour.press('c');
  const all = await tour.waitFor(/^✗ .*$/m, { what: 'a verdict', ms: 60_000 });
  await tour.waitForLast('Enter: ');
  const failed = all.filter((line) => /^✗ /.test(line));
  assert.deepEqual(failed.length, 1, failed.join('\n'));
  tour.press('h');
  await tour.waitFor(/Hint 1 of 3[\s\S]*Hint 2 of 3/, { what: 'a hint', ms: 60_000 });
  await tour.waitForLast('Enter: ');
  const { checks } = (tour.readProgress().lessons[LESSON] ?? {}) as { checks?: object };
  assert.deepEqual(Object.keys(checks ?? {}), ['members']);
});
