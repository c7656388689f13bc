// Tests where the learner continues, and two tours in one folder.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unlessLong } from '../../support/length.ts';
import { isAsked, openTour, openTourAt, type Tour } from './tour.ts';

/** Goes on with Enter until the title of a step is shown. */
async function playTo(tour: Tour, step: number): Promise<void> {
  const title = new RegExp(`^${step}/\\d+ · `);
  const hasTitle = () => tour.screen({ scrollback: true }).some((line) => title.test(line));
  await tour.step();
  while (!hasTitle() || isAsked(tour.screen())) await tour.step('enter');
}

describe('the progress', () => {
  it('leads back to the step that was left', async (t) => {
    const tour = await openTourAt(t, ['05-both-sides', 2], { rows: 40 });
    await tour.waitForLast('Enter: next step');
    await tour.step('enter');
    tour.press('q');
    await tour.waitForExit();

    const next = openTour(t, ['walk', '5'], { cwd: tour.cwd });
    await next.step();
    const { 0: note, 2: title } = next.screen();
    assert.match(
      note ?? '',
      /^You were at step 4 of \d+, and go on there; b shows the step before\.$/,
    );
    assert.match(title ?? '', /^4\/\d+ · /);
    assert.deepEqual(next.readProgress().lessons['05-both-sides']?.step, 3);
  });

  it('leads back to a client whose server runs', { skip: unlessLong }, async (t) => {
    const next = await openTourAt(t, ['05-both-sides', 1], { rows: 40 });
    await next.waitFor(/Your guess ›/, { what: 'the question' });
    next.press('enter');
    await next.enter('Enter: start the server and connect the client');
    await next.waitFor(/│ {2}Connection closed/, { what: 'the client to be served' });
  });
});

describe('two tours in one folder', () => {
  it('do not change each other’s progress', async (t) => {
    const one = openTour(t, ['walk', '5'], { rows: 40 });
    const other = openTour(t, ['walk', '4'], { cwd: one.cwd, rows: 40 });
    await Promise.all([playTo(one, 2), playTo(other, 2)]);
    one.press('q');
    other.press('q');
    await Promise.all([one.waitForExit(), other.waitForExit()]);
    const { lessons } = one.readProgress();
    assert.deepEqual(lessons['05-both-sides']?.step, 1);
    assert.deepEqual(lessons['04-client']?.step, 1);
  });
});
