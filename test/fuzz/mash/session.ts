// One seed: tours in one folder, one after the other, until all its strokes are used up.
import { spawnSync } from 'node:child_process';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { findProcesses } from '../../support/processes.ts';
import { createFolder, openTour, type Tour } from '../../tour/in-terminal/tour.ts';
import { openRandom } from '../random.ts';
import { type Case, chooseCase, type Folders, prepareFolders } from './case.ts';
import { type Fault, findCrash, inspectEnd } from './faults.ts';
import { findAnswer, hasEnded, quit } from './probe.ts';
import { chooseStrokes, describeStrokes, type Stroke, type Tempo } from './strokes.ts';

/** How a tour ended, in the order of a table. */
export const ENDS = [
  'q',
  'Ctrl-C',
  'leaving the menu',
  'q once the keys were used up',
  'a crash',
  'not by itself',
] as const;

/** What became of a seed. */
export interface Mashed {
  seed: number;
  /** How each of its tours ended. */
  ends: (typeof ENDS)[number][];
  faults: Fault[];
  strokes: number;
  /** How many lessons were read to their end. */
  lessonsRead: number;
  /** How long each tour took to answer once the keys were used up, and to end after `q`, in ms. */
  waits: { answer: number[]; end: number[] };
  /** Tells all of it, for a person who looks for the reason. */
  report: string;
}

/** How long the first drawing may take, in ms. */
const START_MS = 60_000;
/** How many strokes a report tells, up to the last one. */
const TOLD = 60;
const SCREEN_LINES = 300;

/** Mashes so many strokes, and looks at each tour's end; stops at the first one that is not as it should be. */
export async function mash(
  t: TestContext,
  seed: number,
  { count, tempo }: { count: number; tempo: Tempo },
): Promise<Mashed> {
  const random = openRandom(seed);
  const what = chooseCase(random);
  const strokes = chooseStrokes(random, count, tempo);
  const folders = prepareFolders(createFolder(t), what);
  const mashed: Mashed = {
    seed,
    ends: [],
    faults: [],
    strokes: 0,
    lessonsRead: 0,
    waits: { answer: [], end: [] },
    report: '',
  };
  while (mashed.strokes < strokes.length && mashed.faults.length === 0) {
    const tour = openCase(t, what, folders);
    await tour.waitFor(() => tour.output !== '', { what: 'a first line', ms: START_MS });
    const first = mashed.strokes;
    mashed.strokes = await press(tour, strokes, first);
    await endTour(tour, strokes.slice(first, mashed.strokes), folders, mashed);
    mashed.lessonsRead += [
      ...tour.output.matchAll(/Lesson \d+ is done:|You have read lesson|课完成：|课读完了：/g),
    ].length;
    if (mashed.faults.length > 0) {
      const told = describeStrokes(
        strokes.slice(Math.max(first, mashed.strokes - TOLD), mashed.strokes),
      );
      mashed.report = report(what, mashed, told, tour);
    }
    tour.close();
  }
  return mashed;
}

function openCase(t: TestContext, { words, options }: Case, folders: Folders): Tour {
  return openTour(t, words, {
    ...options,
    cwd: folders.cwd,
    environment: {
      ...options.environment,
      // A bug tells its stack.
      DEBUG: 'socket-tour',
      HOME: folders.home,
      TMPDIR: folders.temporary,
    },
  });
}

/** Presses what is left from `first` on, until the tour has ended; returns the place of what was not pressed. */
async function press(tour: Tour, strokes: readonly Stroke[], first: number): Promise<number> {
  for (const [index, { does, pauseMs }] of strokes.entries()) {
    if (index < first) continue;
    if (pauseMs > 0) await pause(pauseMs);
    if (hasEnded(tour)) return index;
    if ('bytes' in does) tour.press(does.bytes);
    else tour.resize(does.columns, does.rows);
  }
  return strokes.length;
}

/** Has the tour end where it has not, and notes how it did, and what is wrong. */
async function endTour(
  tour: Tour,
  pressed: readonly Stroke[],
  folders: Folders,
  mashed: Mashed,
): Promise<void> {
  const wasOver = hasEnded(tour);
  const { waits } = mashed;
  const place = wasOver ? 'over' : await time(waits.answer, () => findAnswer(tour));
  const isLeft = place === 'over' || (place !== null && (await time(waits.end, () => quit(tour))));
  if (!isLeft) {
    mashed.ends.push('not by itself');
    const kind = place === null ? 'deaf' : 'q ignored';
    mashed.faults.push({ kind, detail: tour.last() }, ...findCrash(tour.output));
    return;
  }
  const faults = await inspectEnd(tour, folders);
  const isCrash = faults.some(({ kind }) => kind === 'crash');
  const end = place === 'over' ? nameEnd(tour, pressed) : 'q once the keys were used up';
  mashed.ends.push(isCrash ? 'a crash' : end);
  mashed.faults.push(...faults);
}

async function time<T>(waits: number[], act: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await act();
  waits.push(performance.now() - began);
  return result;
}

/** How a tour ended while it was mashed: as far as the screen tells, else by the key that leaves and came last. */
function nameEnd(tour: Tour, pressed: readonly Stroke[]): Mashed['ends'][number] {
  const lines = tour.screen({ scrollback: true }).filter((line) => line !== '');
  const goodbye = lines.findLastIndex((line) => /^(Until next time|下次见)/.test(line));
  if (/^[✔✖] (Which lesson|选哪一课)/.test(lines[goodbye - 1] ?? '')) return 'leaving the menu';
  const last = pressed.findLast(({ name }) => name === 'q' || name === 'ctrl-c');
  return last?.name === 'ctrl-c' ? 'Ctrl-C' : 'q';
}

function report(what: Case, mashed: Mashed, told: string, tour: Tour): string {
  return [
    ...mashed.faults.map(({ kind, detail }) => `${kind}: ${detail}`),
    what.description,
    `${mashed.strokes} keys were pressed, the last of them (each with the pause before it, in ms): ${told}`,
    'The screen, from its end:',
    ...tour.screen({ scrollback: true }).slice(-SCREEN_LINES),
    `The last of what was written: ${JSON.stringify(tour.output.slice(-1500))}`,
    'The processes (T is a stopped one; TPGID is the group that has the terminal):',
    tellProcesses(tour),
  ].join('\n');
}

function tellProcesses({ marker, pid }: Tour): string {
  const pids = [pid, ...findProcesses(marker).map((found) => found.pid)];
  const columns = 'pid,ppid,pgid,tpgid,stat,wchan:20,args';
  return spawnSync('ps', ['-ww', '-o', columns, '-p', pids.join()], { encoding: 'utf8' }).stdout;
}
