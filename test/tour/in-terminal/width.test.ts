// Tests the tour at any width, and when the width changes.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { few } from '../../support/length.ts';
import { openTour, type Tour, type TourOptions } from './tour.ts';

/** Plays until the client has connected and ended. */
async function playClient(tour: Tour): Promise<void> {
  await tour.waitForLast('Enter: start the server');
  await tour.step('enter');
  await tour.waitForLast('Enter: next');
  await tour.step('enter');
  await tour.waitForLast('Enter: next step');
  tour.press('enter');
  await tour.waitFor(/Your guess ›/, { what: 'the question' });
  tour.press('enter');
  await tour.waitForLast('Enter: connect the client');
  tour.press('enter');
  await tour.waitForLast('Enter: the answer');
}

describe('50 columns', () => {
  it('show one lane, and no line is too long', async (t) => {
    const tour = openTour(t, ['walk', '5'], { columns: 50, rows: 30 });
    await playClient(tour);
    const lines = tour.screen({ scrollback: true });
    assert.ok(lines.some((line) => /^ *[\d.]+s? server │ CONNECTED: 127\.0\.0\.1:\d+$/.test(line)));
    assert.ok(lines.some((line) => /^ *[\d.]+s? client │ Connection closed$/.test(line)));
    assert.ok(!lines.some((line) => line.includes('┼')));
    // Too long for a menu: the answers are listed above it, by letter.
    assert.ok(lines.some((line) => /^A {2}The client's/.test(line)));
    await tour.step('enter');
    assert.deepEqual(tour.broken(), []);
    assert.ok(tour.screen({ scrollback: true }).every((line) => line.length <= 50));
  });
});

describe('a terminal of 20 columns and 5 rows', () => {
  it('can be used', async (t) => {
    const tour = openTour(t, ['walk', '5'], { columns: 20, rows: 5 });
    await tour.waitForLast('Enter: start the');
    await tour.step('enter');
    await tour.waitForLast('Enter: next');
    await tour.step('enter');
    tour.press('enter');
    await tour.waitFor(/^❯ +A\n.* B\n.* C$/m, { what: 'the question' });
    tour.press('c', 'enter');
    await tour.waitFor(/✔ Your guess › C/, { what: 'the guess' });
    await tour.waitForLast('Enter: connect');
    tour.press('q');
    assert.equal((await tour.waitForExit()).code, 0);
    assert.deepEqual(tour.broken(), []);
  });
});

// Some terminals break the line with the cursor when they are made narrower, and can be recognized; others cut it.
const TERMINALS: Record<string, TourOptions> = {
  'that cuts its last line': {},
  'that breaks its last line': { reflowsLastLine: true, environment: { VTE_VERSION: '7600' } },
};

for (const [what, options] of few(Object.entries(TERMINALS), 2)) {
  describe(`a terminal ${what}`, () => {
    it('may be resized during a lesson', async (t) => {
      const tour = openTour(t, ['walk', '5'], { columns: 100, rows: 30, ...options });
      await playClient(tour);
      const isLast = (line: string) => /Enter: |keys · q/.test(line);
      const before = tour.screen().at(-2) ?? '';
      // Dragging a window makes many sizes, and more may follow while one is drawn.
      for (const columns of [98, 97, 95, 60, 50]) {
        const { length } = tour.output;
        tour.resize(columns, 30);
        const isDrawn = () => tour.output.length > length && tour.last().length < columns;
        await tour.waitFor(() => isDrawn() && /2\/\d+$/.test(tour.last()), {
          what: `the last line at ${columns} columns`,
        });
      }
      assert.equal(tour.screen().filter(isLast).length, 1, tour.screen().join('\n'));
      // How much of a row a narrower terminal carries into its next line depends on how wide the run's times are.
      const above = tour.screen().at(-2) ?? '';
      assert.ok(above !== '' && before.endsWith(above), `“${above}” is no end of “${before}”`);

      // Runs are drawn alike in both.
      if (options.reflowsLastLine) return;
      tour.press('r');
      const isRun = (lines: string[]) =>
        lines[0] === 'running again' &&
        lines.some((line) => /^ *[\d.]+s? client │ · exit 0/.test(line));
      await tour.waitFor(isRun, { what: 'a run in one lane' });
      assert.deepEqual(tour.broken(), []);

      tour.resize(140, 30);
      await tour.waitForLast(/^Enter: .{115,}2\/\d+$/);
      tour.press('r');
      const isWide = (lines: string[]) =>
        lines[0] === 'running again' && lines.some((line) => /│ {2}· exit 0/.test(line));
      const wide = await tour.waitFor(isWide, { what: 'a run in two columns' });
      assert.ok(wide.some((line) => line.length === 140 && /^─+┼─+$/.test(line)));
      assert.deepEqual(tour.broken(), []);
      assert.equal(tour.screen().filter(isLast).length, 1);
    });
  });
}
