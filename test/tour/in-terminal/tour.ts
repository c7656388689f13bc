// Opens the tour in a terminal of its own, in an empty folder, for one test.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { createProgress, formatProgress, lessonProgress } from '../../../src/workspace/progress.ts';
import { canFindProcesses, createMarker, findProcesses } from '../../support/processes.ts';
import {
  openTestTerminal,
  type TerminalOptions,
  type TestTerminal,
  tourCommand,
} from '../../support/terminal.ts';

/** The running tour. */
export interface Tour extends TestTerminal {
  /** The folder it was started in, absolute. */
  readonly cwd: string;
  /** Marks its processes. */
  readonly marker: string;
  /** A path in the learner's folder, absolute. */
  mine(...names: string[]): string;
  /** The progress file, parsed. */
  readProgress(): Progress;
  /** The last line shown. */
  last(): string;
  /** Waits until the last line is `what`, or begins with it. */
  waitForLast(what: RegExp | string): Promise<string[]>;
  /** Presses Enter once the last line says that it does `what`: `Enter: next`. */
  enter(what: string): Promise<void>;
  /**
   * Presses keys, if any, and waits until something was drawn (since then, or at all) and the last line shows what
   * Enter does, or a question is open: another one, where one was open before.
   */
  step(...keys: string[]): Promise<void>;
}

/** What the progress file holds, as far as tests read it. */
export interface Progress {
  current: string | null;
  language: string | null;
  lessons: Record<string, { step: number; done: boolean }>;
}

/** How a test opens the tour; everything has a default. */
export type TourOptions = Partial<TerminalOptions> & {
  /** What to run in place of the tour itself, given its command line. */
  wrap?: (command: readonly [string, ...string[]]) => [string, ...string[]];
  /** Whether spares are kept, as they are for a learner: false by default, because each costs a process. */
  hasSpares?: boolean;
};

/** Whether there is a UNIX shell. */
export const isUnix = process.platform !== 'win32';

/**
 * Runs the tour under a shell that prints the exit code, after a typed line the terminal's mode, and waits for
 * another one. While it waits the terminal is open, so nothing that the tour wrote last can get lost.
 */
export const UNDER_SHELL: TourOptions = {
  wrap: (command) => [
    '/bin/sh',
    '-c',
    '"$@"; echo "exit code $?"; read -r line; echo "typed $line"; stty -a; echo end; read -r line',
    'sh',
    ...command,
  ],
};

const READY = /^(Enter: |回车：)/;
const QUESTION = /^\? (Your guess|你猜) ›/m;
const TURN_OPEN = /^\? (Go on\?|继续吗？)/m;
const ANSWERED = /^[✔✖] (Your guess|你猜|Go on\?|继续吗？)/;

/** Whether a question is open. */
export function isAsked(lines: readonly string[]): boolean {
  return QUESTION.test(lines.join('\n'));
}

/** Whether the tour asks if it should go on after a turn whose checks don't pass. */
export function isHeldUp(lines: readonly string[]): boolean {
  return TURN_OPEN.test(lines.join('\n'));
}

/** A new folder that is removed when the test ends. */
export function createFolder(test: TestContext): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'socket-tour-'));
  test.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/**
 * Starts the tour with these words, in a folder that was prepared; it and all that it started are stopped when the test
 * ends.
 */
export function openTour(
  test: TestContext,
  words: string[],
  options: TourOptions = {},
  prepare: (cwd: string) => void = () => {},
): Tour {
  const marker = createMarker();
  let terminal: TestTerminal | null = null;
  // Before its folder is removed, since these are called in order.
  test.after(async () => {
    terminal?.close();
    await terminal?.exited;
    for (const { pid } of canFindProcesses ? findProcesses(marker) : []) kill(pid);
  });
  const cwd = options.cwd ?? createFolder(test);
  prepare(cwd);
  const command = tourCommand(...words, ...(options.hasSpares ? [] : ['--no-spares']));
  const opened = openTestTerminal(options.wrap?.(command) ?? command, { ...options, cwd, marker });
  terminal = opened;

  const mine = (...names: string[]) => path.join(cwd, 'my-lessons', ...names);
  const last = () => opened.screen().at(-1) ?? '';
  const waitForLast = (what: RegExp | string) => {
    const shows = (line: string) =>
      typeof what === 'string' ? line.startsWith(what) : what.test(line);
    return opened.waitFor(() => shows(last()), { what: `the last line: ${what}` });
  };
  const countAnswers = () =>
    opened.screen({ scrollback: true }).filter((line) => ANSWERED.test(line)).length;
  return Object.assign(opened, {
    cwd,
    marker,
    mine,
    last,
    readProgress: (): Progress => JSON.parse(readFileSync(mine('.progress.json'), 'utf8')),
    waitForLast,
    async enter(what: string) {
      await waitForLast(what);
      opened.press('enter');
    },
    async step(...keys: string[]) {
      const length = keys.length > 0 ? opened.output.length : 0;
      const isOpen = (lines: string[]) => isAsked(lines) || isHeldUp(lines);
      const needed = countAnswers() + (keys.length > 0 && isOpen(opened.screen()) ? 1 : 0);
      opened.press(...keys);
      const isReady = (lines: string[]) => READY.test(last()) || isOpen(lines);
      await opened.waitFor(
        (lines) => opened.output.length > length && isReady(lines) && countAnswers() >= needed,
        { what: `what comes after ${keys.join(' ')}` },
      );
    },
  });
}

/** Starts the tour in a lesson (its folder) at one of its steps, from 0, and waits for its first last line. */
export async function openTourAt(
  test: TestContext,
  [lesson, step]: readonly [lesson: string, step: number],
  options: TourOptions = {},
): Promise<Tour> {
  const progress = createProgress();
  lessonProgress(progress, lesson).step = step;
  const tour = openTour(test, ['walk', lesson], options, (cwd) => {
    mkdirSync(path.join(cwd, 'my-lessons'));
    writeFileSync(path.join(cwd, 'my-lessons', '.progress.json'), formatProgress(progress));
  });
  await tour.step();
  return tour;
}

/** The process of the tour itself: the oldest, because a child looks the same until it runs its own program. */
export function findRunner({ marker }: Tour): number {
  const [runner] = findProcesses(marker)
    .filter(({ command }) => /^\S*node\S* .*main\.[jt]s/.test(command))
    .sort((a, b) => a.began - b.began);
  assert.ok(runner, 'the tour runs');
  return runner.pid;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
