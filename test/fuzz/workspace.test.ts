// Tests the learner's folder under random commands, edits and upgrades: nothing the learner wrote is ever lost.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Failure } from '../../src/text/failure.ts';
import { lessonProgress } from '../../src/workspace/progress.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { type Course, makeCourse } from '../workspace/course.ts';
import { forEachSeed, planRuns } from './plan.ts';
import { openRandom, type Random } from './random.ts';

const plan = planRuns(20, 1000);
const LESSONS = ['05-both-sides', '06-reading', '07-errors-and-ports'];
const FILES = ['server.ts', 'client.ts', 'lib/frames.ts', 'notes.txt', 'new.ts'];
const STEPS = 15;

/** What the learner wrote, by file; what they overwrote or deleted themselves is not in it. */
type Written = Map<string, string>;

test(`${plan.runs} random histories of a learner's folder lose nothing`, async (t) => {
  let edits = 0;
  let commands = 0;
  await forEachSeed(plan, (seed) => {
    const random = openRandom(seed);
    const course = makeCourse(t);
    for (const lesson of LESSONS) ship(course, lesson, 0);
    const written: Written = new Map();
    for (let step = 0; step < STEPS; step += 1) {
      if (random.chance(0.4)) {
        edit(course, random, written, `${seed}-${step}`);
        edits += 1;
      } else {
        command(course, random, step);
        commands += 1;
      }
      checkAllThere(course, written);
    }
    rmSync(course.home, { recursive: true, force: true });
  });
  console.log(`  ${plan.runs} histories, ${edits} edits, ${commands} commands: 0 bytes lost`);
});

function ship(course: Course, lesson: string, version: number): void {
  course.ship({
    [`${lesson}/server.ts`]: `// server, version ${version}\n`,
    [`${lesson}/client.ts`]: `// client, version ${version % 2}\n`,
    [`${lesson}/lib/frames.ts`]: `// frames, version ${version % 3}\n`,
    [`${lesson}/lesson.md`]: '# A lesson\n',
    [`${lesson}/lesson.zh.md`]: '# 一课\n',
    ...(version > 5 && { [`${lesson}/new.ts`]: `// new in version ${version}\n` }),
  });
}

/** Something that a learner does in their folder with other tools. */
function edit({ root }: Course, random: Random, written: Written, mark: string): void {
  const file = path.join(root, random.pick(LESSONS), random.pick(FILES));
  if (random.chance(0.15)) {
    rmSync(file, { force: true });
    written.delete(file);
    return;
  }
  const text = `// mine, ${mark}\n`;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  written.set(file, text);
}

/** Something that the tour does; it may refuse only with a Failure. */
function command(course: Course, random: Random, step: number): void {
  const lesson = random.pick(LESSONS);
  // As in a new run of the tour: only what is on the disk is remembered.
  const workspace = openWorkspace({ root: course.root, lessonsRoot: course.lessonsRoot });
  const actions = [
    () => workspace.prepareLesson(lesson),
    () => workspace.prepareLesson(lesson),
    () => workspace.resetLesson(lesson),
    () => workspace.resetAll(),
    () => ship(course, lesson, step),
    () => breakProgress(course, random),
    () => rmSync(path.join(course.root, '.progress.json'), { force: true }),
    () =>
      workspace.updateProgress((progress) => {
        lessonProgress(progress, lesson).step = step;
      }),
  ];
  try {
    random.pick(actions)();
    workspace.readProgress();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}

function breakProgress({ root }: Course, random: Random): void {
  const file = path.join(root, '.progress.json');
  if (!existsSync(file)) return;
  const bytes = readFileSync(file);
  const at = random.int(0, Math.max(0, bytes.length - 1));
  const cut = random.chance(0.5) ? bytes.subarray(0, at) : bytes;
  const garbage = random.chance(0.5) ? random.bytes(5) : Buffer.alloc(0);
  writeFileSync(file, Buffer.concat([cut, garbage]));
}

/** Checks that each text that the learner wrote last is in its file, or in a backup. */
function checkAllThere({ root }: Course, written: Written): void {
  for (const [file, text] of written) {
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    assert.ok(isInBackup(root, text), `${path.relative(root, file)} has lost ${text}`);
  }
}

function isInBackup(root: string, text: string): boolean {
  const backups = path.join(root, '.backup');
  if (!existsSync(backups)) return false;
  return readdirSync(backups, { recursive: true, withFileTypes: true }).some((entry) => {
    if (!entry.isFile()) return false;
    return readFileSync(path.join(entry.parentPath, entry.name), 'utf8') === text;
  });
}
