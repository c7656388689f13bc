// Tests lesson 5 in a terminal, from its first step to its end.
import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { test } from 'node:test';
import { findLessons } from '../../../src/course/folders.ts';
import { readHeading } from '../../../src/course/heading.ts';
import { unlessLong } from '../../support/length.ts';
import { waitForNoProcess } from '../../support/processes.ts';
import { isAsked, isHeldUp, openTour, openTourAt, type Tour } from './tour.ts';

/** More key presses than any lesson needs. */
const KEYS_AT_MOST = 80;
/** The step with the learner's turn, from 0, and what they may change there. */
const TURN = 7;
const SOLUTION = new URL('../../../lessons/05-both-sides/solution/order.ts', import.meta.url);
/** What the learner may see on the way, besides the rows. */
const WHAT = ['start the server', 'connect the client', 'guess', 'the answer', 'checks that fail'];

test('lesson 5, from its first step to its end', async (t) => {
  const tour = openTour(t, ['walk', '5'], { columns: 100, rows: 40 });
  const done: string[] = [];
  await tour.step();
  for (let keys = 0; keys < KEYS_AT_MOST && tour.last() !== ''; keys += 1) {
    if (isAsked(tour.screen())) done.push('guess');
    else if (isHeldUp(tour.screen())) done.push('checks that fail');
    else done.push(/^Enter: (.*?)(?: ·| {2})/.exec(tour.last())?.[1] ?? tour.last());
    if (done.at(-1) === 'end of the lesson') break;
    await tour.step(done.at(-1) === 'checks that fail' ? 'y' : 'enter');
    if (done.at(-1) !== 'guess') continue;
    const screen = tour.screen();
    const guess = screen.findLastIndex((line) => /^[✔✖] Your guess/.test(line));
    assert.notEqual(guess, -1, 'the guess is shown');
    assert.equal(screen[guess + 1], '', 'a blank line parts a guess from what follows');
  }
  assert.equal(done.at(-1), 'end of the lesson');
  for (const what of WHAT) {
    assert.ok(done.includes(what), `${what} is among ${done.join(', ')}`);
  }
  assert.ok(done.includes('connect client and client-2'));
  assert.ok(done.includes('start the server and connect the client'));

  const lines = tour.screen({ scrollback: true });
  // The server's lines are on the left of the bar, the client's on its right.
  assert.ok(
    lines.some((line) => /^ *[\d.]+s? Server listening on 127\.0\.0\.1:\d+ +│$/.test(line)),
  );
  assert.ok(lines.some((line) => /^ *[\d.]+s? CONNECTED: 127\.0\.0\.1:\d+ +│$/.test(line)));
  assert.ok(lines.some((line) => /^ *[\d.]+s? DATA 127\.0\.0\.1: I am Chuck N.* +│$/.test(line)));
  assert.ok(lines.some((line) => /^ *[\d.]+s? +│ {2}CONNECTED TO: 127\.0\.0\.1:\d+$/.test(line)));
  assert.ok(lines.some((line) => /│ {2}DATA: You said "I AM CHUCK NORRIS!"$/.test(line)));
  assert.ok(lines.some((line) => /│ {2}client-2 ┊ Connection closed$/.test(line)));
  assert.ok(lines.some((line) => /^ *[\d.]+s? back from work +│$/.test(line)));
  assert.ok(lines.includes('Not quite.'));
  assert.deepEqual(findDoubleBlanks(lines), []);

  tour.press('enter');
  const menu = await tour.waitFor(/❯ .* 6\. /, { what: 'the menu, with the next lesson' });
  assert.ok(menu.some((line) => /^ +5\. Both sides.* \(read, its checks are open\)/.test(line)));
  assert.ok(menu.some((line) => /^You have read lesson 5 to its end/.test(line)));
  assert.equal(tour.readProgress().lessons['05-both-sides']?.done, false);
  tour.press('q');
  assert.equal((await tour.waitForExit()).code, 0);
  await waitForNoProcess(tour.marker);
});

test('B opens the lesson before', { skip: unlessLong }, async (t) => {
  const tour = openTour(t, ['walk', '2'], { columns: 100, rows: 40 });
  await tour.step();
  const [first = ''] = findLessons();
  const { title } = readHeading(first, 'en');
  tour.press('B');
  await tour.waitFor((lines) => lines.some((line) => line.includes(title)), {
    what: title,
    scrollback: true,
  });
  tour.press('B');
  await tour.waitFor(/This is the first lesson\./, { what: 'a word at the first lesson' });
  tour.press('q');
  assert.equal((await tour.waitForExit()).code, 0);
});

test('lesson 5 is done once its checks pass, and then no question is asked', async (t) => {
  const tour = await openTourAt(t, ['05-both-sides', TURN], { columns: 100, rows: 40 });
  await tour.waitForLast('Enter: next step');
  copyFileSync(SOLUTION, tour.mine('05-both-sides', 'order.ts'));
  await tour.waitFor(/All checks pass/, { what: 'the verdict', ms: 60_000, scrollback: true });
  await goToEnd(tour);
  tour.press('enter');
  const menu = await tour.waitFor(/❯ .* 6\. /, { what: 'the menu, with the next lesson' });
  assert.ok(menu.some((line) => /✓ {2}5\. Both sides/.test(line)));
  assert.ok(menu.some((line) => /^Lesson 5 is done/.test(line)));
});

/** Goes on with Enter to the end of the lesson. */
async function goToEnd(tour: Tour): Promise<void> {
  for (let keys = 0; keys < KEYS_AT_MOST; keys += 1) {
    if (tour.last().startsWith('Enter: end of the lesson')) return;
    assert.ok(!isHeldUp(tour.screen()), 'nobody asks');
    await tour.step('enter');
  }
}

/** The lines above two blank ones; the many that push an old screen away don't count. */
function findDoubleBlanks(lines: readonly string[]): string[] {
  return lines.filter((line, index) => {
    const [second, third] = lines.slice(index + 1);
    return line !== '' && index > 0 && second === '' && third === '';
  });
}
