// Tests what a turn starts, and what concerns its checks.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { it, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { unlessLong } from '../../support/length.ts';
import { canFindProcesses, findProcesses } from '../../support/processes.ts';
import { openTourAt, type Tour, type TourOptions } from './tour.ts';

const LESSON = '13-closing';

/** Opens a lesson at one of its steps, from 0. */
async function openAt(
  t: TestContext,
  lesson: string,
  step: number,
  more: TourOptions = {},
): Promise<Tour> {
  const tour = await openTourAt(t, [lesson, step], { rows: 60, columns: 100, ...more });
  await tour.waitForLast('Enter: ');
  return tour;
}

/** How long processes may take to come or go, in ms, and how often they are looked at. */
const PROCESS_MS = 20_000;
const LOOK_MS = 10;

/** Waits for what no output tells. */
async function until(what: string, test: () => boolean): Promise<void> {
  const end = performance.now() + PROCESS_MS;
  while (!test()) {
    assert.ok(performance.now() < end, `waited ${PROCESS_MS} ms for ${what}`);
    await pause(LOOK_MS);
  }
}

function assertHeading(tour: Tour, heading: RegExp): void {
  const lines = tour.screen({ scrollback: true });
  assert.ok(
    lines.some((line) => heading.test(line)),
    lines.join('\n'),
  );
}

it('r runs what a turn names, and draws its chart', { skip: unlessLong }, async (t) => {
  const tour = await openAt(t, '12-backpressure', 6);
  tour.press('r');
  await tour.waitFor(/bytes waiting/i, { what: 'the chart' });
  const shown = tour.screen({ scrollback: true });
  assert.ok(
    shown.some((line) => /server\.ts .*│ +sleeper\.ts/.test(line)),
    shown.join('\n'),
  );
});

it("r runs the solution after a turn, and the learner's code after a save", {
  skip: unlessLong,
}, async (t) => {
  const tour = await openAt(t, LESSON, 5);
  await tour.waitFor(/^From here on the text is about a solution/m, { what: 'a word on it' });
  tour.press('enter');
  await tour.waitFor(/WHO: ann,dan$/m, { what: 'the solution at work' });
  assertHeading(tour, /solution\/members\.ts +│ +visit\.ts/);
  await tour.waitForLast('Enter: ');
  const file = tour.mine(LESSON, 'members.ts');
  writeFileSync(file, `${readFileSync(file, 'utf8')}// mine\n`);
  await tour.waitFor(/WHO: ann,cy,dan$/m, { what: "the learner's own at work" });
  assertHeading(tour, / members\.ts +│ +visit\.ts/);
});

it('c and h are about the checks of the turn', async (t) => {
  const tour = await openAt(t, LESSON, 4);
  tour.press('c');
  const all = await tour.waitFor(/^✗ .*$/m, { what: 'a verdict' });
  await tour.waitForLast('Enter: ');
  const failed = all.filter((line) => /^✗ /.test(line));
  assert.deepEqual(failed.length, 1, failed.join('\n'));
  tour.press('h');
  await tour.waitFor(/Hint 1 of 3[\s\S]*Hint 2 of 3/, { what: 'a hint' });
  await tour.waitForLast('Enter: ');
  const { checks } = (tour.readProgress().lessons[LESSON] ?? {}) as { checks?: object };
  assert.deepEqual(Object.keys(checks ?? {}), ['members']);
});

it('the programs of the checks have spares from the first verdict on, and until the turn is left', {
  skip: !canFindProcesses,
}, async (t) => {
  const tour = await openAt(t, LESSON, 4, { hasSpares: true });
  const list = () =>
    findProcesses(tour.marker).flatMap(({ pid, command }) =>
      command.includes('members.ts') ? pid : [],
    );
  const told = async (count: number) => {
    const has = (lines: string[]) => lines.filter((line) => /^✗ /.test(line)).length === count;
    await tour.waitFor(has, { what: 'a verdict', scrollback: true });
    await tour.waitForLast('Enter: ');
  };
  await until("the turn's own spare", () => list().length > 0);
  const before = list();
  tour.press('c');
  await told(1);
  const spares = list().filter((pid) => !before.includes(pid));
  assert.ok(spares.length > 0);
  tour.press('c');
  await told(2);
  const left = list();
  assert.ok(
    spares.every((pid) => !left.includes(pid)),
    'the second examination used them',
  );
  const next = left.filter((pid) => !before.includes(pid));
  assert.ok(next.length > 0);
  tour.press('b');
  await until('their end', () => !list().some((pid) => next.includes(pid)));
});

it('v shows what a check that failed did, row by row', async (t) => {
  const tour = await openAt(t, LESSON, 4);
  tour.press('v');
  await tour.waitFor(/^No check has failed here/m, { what: 'a word that nothing failed' });
  tour.press('c');
  await tour.waitFor(/^v: what the check did, row by row$/m, { what: 'the key' });
  await tour.waitForLast('Enter: ');
  tour.press('v');
  const lines = await tour.waitFor(/✗ the check fails here[\s\S]*expected/, { what: 'the rows' });
  const shown = lines.join('\n');
  assert.match(shown, /peer \(the check\) +│ {2}members\.ts/);
  assert.match(shown, /· write \d+ bytes “NAME [^”]*” .*──┼──▶/);
});

it('keeps the cure out of a failed run, and goes on to the hints of what was checked', async (t) => {
  const lesson = '02-server-callback';
  const tour = await openAt(t, lesson, 8);
  const file = tour.mine(lesson, 'server.ts');
  writeFileSync(file, readFileSync(file, 'utf8').replace('data.to', '(data as any).to'));
  await tour.waitFor(/^h: what this error means$/m, { what: 'the failed run' });
  tour.press('v');
  await tour.waitFor(/still being checked/, { what: 'that there is no result yet' });
  await tour.waitFor(/Hint 1 of 3/, { what: 'the verdict' });
  await tour.waitForLast('Enter: ');
  assert.doesNotMatch(tour.screen({ scrollback: true }).join('\n'), /toString|setEncoding/);
  tour.press('h');
  await tour.waitFor(/Hint 2 of 3/, { what: 'a hint' });
  const [first, second] = tour
    .screen({ scrollback: true })
    .flatMap((line) => /^✗ fail .*\(exact-answer, ([\d.]+) s\)/.exec(line)?.[1] ?? []);
  assert.equal(second, first, 'the checks ran again for a hint');
  tour.press('v');
  await tour.waitFor(/✗ the check fails here/, { what: 'the rows of the check' });
});
