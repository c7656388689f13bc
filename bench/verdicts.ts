// Measures the time from a save in the learner's turn to the checks' verdict on the screen, lesson by lesson.
import { appendFileSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readLesson } from '../src/course/lesson.ts';
import { createProgress, formatProgress, lessonProgress } from '../src/workspace/progress.ts';
import type { Figure } from './figure.ts';
import { type Kit, makeFolder } from './kit.ts';
import { openScreen, rest, type Screen } from './screen.ts';

const PASSED = /All checks (?:of this turn )?pass/;
/** The title of the turn, or of a step that is nothing else. */
const TURN = /[▶·] Your turn/;
/** How many times Enter may be pressed on the way to the turn: more than a step has questions and runs. */
const ENTERS = 20;
/** How long a learner reads and types between two saves, at least, in ms: processes for the next are made ready meanwhile. */
const READ_MS = 2000;

/** Save → the verdict of all checks, for the solution of each lesson that a client can be checked in. */
export async function measureVerdicts(kit: Kit, runs: number): Promise<Figure[]> {
  const lessons = path.join(kit.home, 'node_modules', 'socket-tour', 'lessons');
  const names = readdirSync(lessons).filter((name) => /^(?!01)\d\d-/.test(name));
  const figures: Figure[] = [];
  for (const name of names.sort()) figures.push(await measureLesson(kit, lessons, name, runs));
  return figures;
}

async function measureLesson(
  kit: Kit,
  lessons: string,
  name: string,
  runs: number,
): Promise<Figure> {
  const folder = makeFolder(kit, 'verdict');
  beginAtTurn(folder, lessons, name);
  const screen = openScreen(kit.tour('walk', name, '--lang', 'en'), folder, { HOME: folder });
  try {
    await walkToTurn(screen);
    const copy = path.join(folder, 'my-lessons', name);
    const solution = path.join(lessons, name, 'solution');
    const files = readdirSync(solution).filter((file) => file.endsWith('.ts'));
    const solve = () => cpSync(solution, copy, { recursive: true });
    await timeVerdict(screen, solve);
    const values: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const touch = () => {
        for (const file of files) appendFileSync(path.join(copy, file), `// ${run}\n`);
      };
      values.push(await timeVerdict(screen, touch));
    }
    return { who: name, unit: 'ms', values };
  } finally {
    screen.type('q');
    await screen.stop('SIGKILL');
  }
}

/** Leaves progress behind as of somebody who has come to the step with the learner's turn. */
function beginAtTurn(folder: string, lessons: string, name: string): void {
  const { steps } = readLesson(name, 'en', lessons);
  const progress = createProgress();
  lessonProgress(progress, name).step = steps.findIndex(({ blocks }) =>
    blocks.some(({ kind }) => kind === 'try'),
  );
  const mine = path.join(folder, 'my-lessons');
  mkdirSync(mine);
  writeFileSync(path.join(mine, '.progress.json'), formatProgress(progress));
}

async function walkToTurn(screen: Screen): Promise<void> {
  await screen.until(/Enter: |\d+\/\d+/);
  for (let enters = 0; enters < ENTERS; enters += 1) {
    await rest(screen);
    if (TURN.test(screen.text)) return;
    screen.type('\r');
  }
  throw new Error(`no turn after ${ENTERS} times Enter:\n${screen.text.slice(-2000)}`);
}

/** Saves, and resolves to the time until all checks had passed, in ms. */
async function timeVerdict(screen: Screen, save: () => void): Promise<number> {
  await rest(screen);
  await pause(READ_MS);
  const from = screen.text.length;
  const start = performance.now();
  save();
  return (await screen.until(PASSED, from)) - start;
}
