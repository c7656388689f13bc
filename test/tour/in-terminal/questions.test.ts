// Tests that there is one question at a time: whatever is pressed, in any order, the keys come back.
import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { few, unlessLong } from '../../support/length.ts';
import { createFolder, isUnix, openTour, openTourAt, type Tour, type TourOptions } from './tour.ts';

/** Opens lesson 5 at a step without programs, where Enter leads to the prediction of the next step. */
async function openBeforePrediction(t: TestContext, options: TourOptions = {}): Promise<Tour> {
  const tour = await openTourAt(t, ['05-both-sides', 2], { rows: 60, ...options });
  await tour.waitForLast('Enter: next step');
  return tour;
}

/** The tour answers or a question is open; q gets through either way. */
async function assertAnswers(tour: Tour): Promise<void> {
  const { length } = tour.output;
  // Keys pressed while an editor has the terminal are the editor's.
  const press = setInterval(() => tour.press('ctrl-u'), 100);
  const isOpen = () => /[›…] \(y\/N\)|Your guess › arrows/.test(tour.screen().join('\n'));
  const isAnswered = () => isOpen() || tour.output.slice(length).includes('is no key here');
  try {
    await tour.waitFor(isAnswered, { what: 'an answer, or a question' });
  } finally {
    clearInterval(press);
  }
  tour.press('q');
  assert.equal((await tour.waitForExit()).code, 0);
}

describe('one question at a time', () => {
  it('Enter cancels the checks of s, and says so; keys that type nothing are no answer', async (t) => {
    const tour = await openBeforePrediction(t);
    tour.press('s');
    await tour.waitForLast(/^checking .* · Enter calls it off/);
    tour.press('enter');
    await tour.waitFor(/The checks were called off\./, { what: 'the end of the checks' });
    await tour.waitForLast('Enter: next step');
    assert.doesNotMatch(tour.screen().join('\n'), /Show a solution/);
    tour.press('s');
    await tour.waitFor(/Show a solution anyway\?/, { what: 'the question' });
    tour.press('\u001bOP', '\u001b[15~', '\u001b[24~', '\u001b[2~', 'n');
    await tour.waitForLast('Enter: next step');
    await tour.step('enter');
    await tour.waitFor(/^\? Your guess ›/m, { what: 'the prediction, and nothing else' });
    assert.doesNotMatch(tour.screen().join('\n'), /Show a solution anyway\? › \(y/);
    await assertAnswers(tour);
  });

  for (const keys of few(['\rs', '\re', 'se\r', 's\r\r', 's\rq', 'ss\r'], 3)) {
    it(`${JSON.stringify(keys)} at once does not block the keys`, async (t) => {
      const tour = await openBeforePrediction(t, { environment: { EDITOR: 'true' } });
      tour.press(keys);
      if (keys.endsWith('q')) assert.equal((await tour.waitForExit()).code, 0);
      else await assertAnswers(tour);
    });
  }

  it('an editor has the terminal for itself', { skip: !isUnix }, async (t) => {
    const cwd = createFolder(t);
    const editor = path.join(cwd, 'edit');
    writeFileSync(editor, '#!/bin/sh\necho editing\nread -r line\necho "got $line"\n');
    chmodSync(editor, 0o755);
    const tour = await openBeforePrediction(t, { cwd, environment: { EDITOR: './edit' } });
    tour.press('s');
    await tour.waitForLast(/^checking /);
    tour.press('e');
    await tour.waitFor(/^editing$/m, { what: 'the editor' });
    tour.press('hello world', 'enter');
    await tour.waitFor(/^got hello world$/m, { what: 'all keys in the editor' });
    await tour.waitForLast('Enter: next step');
    assert.doesNotMatch(tour.screen().join('\n'), /Show a solution/);
    await assertAnswers(tour);
  });

  it('yes and no are in the language of the tour', { skip: unlessLong }, async (t) => {
    const tour = openTour(t, ['walk', '2', '--lang', 'zh']);
    await tour.waitForLast('回车：');
    tour.press('s');
    await tour.waitFor(/仍然要看一种解法吗？ › \(y\/N\)/, { what: 'the question' });
    tour.press('n');
    await tour.waitFor(/仍然要看一种解法吗？ … 否$/m, { what: 'the answer' });
    tour.press('q');
    assert.equal((await tour.waitForExit()).code, 0);
  });

  it('a save is run while a prediction is open, which is asked again', async (t) => {
    const tour = openTour(t, ['walk', '2'], { rows: 60 });
    await tour.enter('Enter: start the server');
    await tour.waitForLast(/^Enter: next(?! step)/);
    tour.press('enter');
    await tour.enter('Enter: next step');
    await tour.waitForLast(/^Enter: next step .* 2\/\d+$/);
    await tour.step('enter');
    writeFileSync(tour.mine('02-server-callback', 'server.ts'), "console.log('saved it');\n");
    await tour.waitFor(/saved it[\s\S]*^\? Your guess ›/m, { what: 'the run, then the question' });
    await assertAnswers(tour);
  });

  it('an editor that fails is reported', async (t) => {
    const tour = await openBeforePrediction(t, { environment: { EDITOR: 'false' } });
    tour.press('e');
    await tour.waitFor(/false ended with exit code 1[\s\S]*order\.ts/, { what: 'that it failed' });
    await assertAnswers(tour);
  });

  it('before vi opens, the tour says how to leave it', { skip: unlessLong }, async (t) => {
    const tour = await openBeforePrediction(t, { environment: { EDITOR: 'vi' } });
    tour.press('e');
    await tour.waitFor(/Press e once more to open order\.ts/, { what: 'how to leave vi' });
    await assertAnswers(tour);
  });
});
