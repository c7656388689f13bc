// Tours of several learners on one machine: lessons 1 to 5 walked side by side, all towards the same port.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { findLessons } from '../../src/course/folders.ts';
import { readHeading } from '../../src/course/heading.ts';
import { ROOT } from '../support/command.ts';
import { isAsked, isHeldUp, isUnix, openTour, type Tour } from '../tour/in-terminal/tour.ts';

const LESSONS = path.join(ROOT, 'lessons');
const WALKED = findLessons(LESSONS).slice(0, 5);
const TITLES = WALKED.map((folder, index) => `${index + 1}. ${readHeading(folder, 'en').title}`);
/** How many learners walk at once. */
const NEIGHBOURS = 3;
/** More steps than five lessons have, with their questions. */
const MOST_STEPS = 400;
/** How long a step may take on a machine with so many tours, in ms. */
const STEP_MS = 90_000;

const HEADING = /^\d+\/\d+ · (.*)$/;
const LAST_DONE = new RegExp(
  `^(Lesson ${WALKED.length} is done|You have read lesson ${WALKED.length} )`,
  'm',
);
const MENU = /^\? Which lesson\?/m;
/** From ten seconds on, times have no decimals. */
const ROW = /^ *\d+(?:\.\d)? /;
/** The rows that tell who met whom. The others may differ: a stream joins two writes or not, and a late reset crashes. */
const MEETING = /EADDRINUSE|ECONNREFUSED|listening|connect/;

/** How often each row of a meeting was shown, without what differs from run to run. */
type Shown = Map<string, number>;

/** Walks the lessons by keys, and solves their turns as soon as they open. */
async function walk(t: TestContext): Promise<Shown> {
  const environment = { PORT: undefined, HOST: undefined };
  const tour = openTour(t, ['walk', '1'], { rows: 40, hasSpares: true, environment });
  const solved = new Set<string>();
  await waitForStep(tour, 0);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const lines = tour.screen({ scrollback: true });
    if (LAST_DONE.test(lines.join('\n'))) return readShown(lines);
    const { lesson, step: heading } = findPlace(lines);
    if (heading === 'Your turn' && !solved.has(lesson)) {
      solved.add(lesson);
      await solve(tour, lesson);
      continue;
    }
    const { length } = tour.output;
    tour.press(isHeldUp(tour.screen()) ? 'y' : 'enter');
    await waitForStep(tour, length);
  }
  throw new Error(`the lessons are longer than ${MOST_STEPS} steps`);
}

/** Waits until something was drawn behind `length` characters, and the tour waits for a key. */
async function waitForStep(tour: Tour, length: number): Promise<void> {
  const isReady = (lines: string[]) =>
    /^Enter: /.test(tour.last()) ||
    isAsked(lines) ||
    isHeldUp(lines) ||
    MENU.test(lines.join('\n'));
  const test = (lines: string[]) => tour.output.length > length && isReady(lines);
  await tour.waitFor(test, { what: 'the next step', ms: STEP_MS });
}

/** Saves the solution, and waits until its checks pass. */
async function solve(tour: Tour, lesson: string): Promise<void> {
  const { length } = tour.output;
  cpSync(path.join(LESSONS, lesson, 'solution'), tour.mine(lesson), { recursive: true });
  const passes = () => /All checks (?:of this turn )?pass\./.test(tour.output.slice(length));
  await tour.waitFor(passes, { what: `${lesson}: passing checks`, ms: STEP_MS });
}

function findPlace(lines: readonly string[]): { lesson: string; step: string } {
  const headings = lines.flatMap((line) => HEADING.exec(line)?.[1] ?? []);
  const lesson = WALKED.findLast((_, index) => lines.includes(TITLES[index] ?? ''));
  return { lesson: lesson ?? '', step: headings.at(-1) ?? '' };
}

function readShown(lines: readonly string[]): Shown {
  const shown: Shown = new Map();
  for (const row of lines.filter((line) => ROW.test(line)).map(strip)) {
    if (MEETING.test(row)) shown.set(row, (shown.get(row) ?? 0) + 1);
  }
  return shown;
}

/** What one shows more often or less often than the other, a line each. */
function compare(one: Shown, other: Shown): string[] {
  const rows = [...new Set([...one.keys(), ...other.keys()])];
  return rows.flatMap((row) => {
    const [count = 0, expected = 0] = [one.get(row), other.get(row)];
    return count === expected ? [] : [`${row}: ${count} times, alone ${expected} times`];
  });
}

/** A row without its time, its lane, its arrows, its numbers and the learner's folder. */
function strip(row: string): string {
  return row
    .replace(ROW, '')
    .replace(/client(-\d+)? *┊/, '')
    .replace(/\/tmp\/socket-tour-\S*/g, '(path)')
    .replace(/[│┼─╌◀▶◁▷┊]+/g, ' ')
    .replace(/\d+/g, '#')
    .replace(/\s+/g, ' ')
    .trim();
}

test(`${NEIGHBOURS} learners walk lessons 1 to ${WALKED.length} side by side as one does alone`, {
  skip: !isUnix || process.env.FUZZ === undefined,
}, async (t) => {
  const alone = await walk(t);
  const together = await Promise.all(Array.from({ length: NEIGHBOURS }, () => walk(t)));
  for (const each of together) assert.deepEqual(compare(each, alone), []);
});
