// Lesson 5 in a terminal, from its first step to its end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitForNoProcess } from '../support/processes.ts';
import { isAsked, openTour } from './tour.ts';

/** More than any lesson has to press. */
const KEYS_AT_MOST = 80;

test('lesson 5, from its first step to its end', async (t) => {
  const tour = openTour(t, ['walk', '5'], { columns: 100, rows: 40 });
  const done: string[] = [];
  await tour.step();
  for (let keys = 0; keys < KEYS_AT_MOST && tour.last() !== ''; keys += 1) {
    if (isAsked(tour.screen())) done.push('guess');
    else done.push(/^Enter: (.*?)(?: ·| {2})/.exec(tour.last())?.[1] ?? tour.last());
    if (done.at(-1) === 'end of the lesson') break;
    await tour.step('enter');
    if (done.at(-1) !== 'guess') continue;
    const screen = tour.screen();
    const guess = screen.findLastIndex((line) => /^[✔✖] Your guess/.test(line));
    assert.equal(screen[guess + 1], '', 'a blank line parts a guess from what follows');
  }
  assert.equal(done.at(-1), 'end of the lesson');
  for (const what of ['start the server', 'connect the client', 'guess', 'what happened']) {
    assert.ok(done.includes(what), `${what} is among ${done.join(', ')}`);
  }
  assert.ok(done.includes('connect client and client-2'));
  assert.ok(done.includes('start the server and connect the client'));

  const lines = tour.screen({ scrollback: true });
  // The server's lines stand on the left of the bar, the client's on its right.
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
  assert.ok(menu.some((line) => /✓ {2}5\. Both sides/.test(line)));
  assert.ok(menu.some((line) => /^Lesson 5 is done/.test(line)));
  assert.equal(tour.readProgress().lessons['05-both-sides']?.done, true);
  tour.press('q');
  assert.equal((await tour.waitForExit()).code, 0);
  await waitForNoProcess(tour.marker);
});

/** The lines above two blank ones; the many that push an old screen away don't count. */
function findDoubleBlanks(lines: readonly string[]): string[] {
  return lines.filter((line, index) => {
    const [second, third] = lines.slice(index + 1);
    return line !== '' && index > 0 && second === '' && third === '';
  });
}
