// The programs of a run block and of the learner's turn, from what came before them in the lesson.
import type { Lesson, Run, RunProgram, Try } from '../course/block.ts';
import { isFailedEnd } from '../course/expected.ts';
import { listExpected } from '../course/many-clients.ts';
import type { PlayedBlock } from '../course/run-blocks.ts';
import type { RunOptions } from '../course/run-options.ts';
import type { Summary } from '../screen/many-clients/summary.ts';
import { isServer } from '../stage/run-state.ts';
import { findPrograms } from './lesson-files.ts';

/** A lesson, and what its run blocks play. */
export interface Course {
  readonly lesson: Lesson;
  readonly played: readonly PlayedBlock[];
}

/** A place between two blocks of a lesson. */
export interface Spot {
  /** The step, from 0. */
  readonly step: number;
  /** The block that comes next, from 0. */
  readonly next: number;
}

/** How programs are run for a learner. */
export interface PlayOptions extends RunOptions {
  /** The actors whose failure the prose tells of: that they fail casts no doubt on the learner's code. */
  failures?: readonly string[];
  /**
   * The actors of whose failure it is not said before the learner asks what it means; those in `failures` unless given.
   */
  unexplained?: readonly string[];
}

/** Programs, and how they are run. */
export interface Plan {
  readonly programs: readonly RunProgram[];
  readonly options: PlayOptions;
}

/** How a run block is played. */
export function planOptions(run: Run): PlayOptions {
  const { options } = run;
  const failures = listExpected(run).flatMap(({ actor, text }) => (isFailedEnd(text) ? actor : []));
  return failures.length === 0 ? options : { ...options, failures };
}

/**
 * The programs of a run block. Clients get the last server before them where none was started yet (`hasServer`), or
 * where each of many runs needs one.
 */
export function listBlockPrograms(
  course: Course,
  spot: Spot,
  block: Run,
  hasServer: boolean,
): readonly RunProgram[] {
  const programs = findPlayed(course, block);
  const isServed = hasServer && block.options.times === undefined;
  if (isServed || programs.some(({ actor }) => isServer(actor))) return programs;
  const servers = listRuns(course, spot).map((run) =>
    findPlayed(course, run).filter(({ actor }) => isServer(actor)),
  );
  return [...(servers.findLast((list) => list.length > 0) ?? []), ...programs];
}

/**
 * What runs in the learner's turn from here on: the programs that the turn names, else those shown last in this step,
 * else the lesson's own. What went wrong last is what the learner has to put right, so its faults stay.
 */
export function planTurn(course: Course, spot: Spot, { run }: Try): Plan {
  if (run) return run;
  const { chart: _, times: __, ...faults } = listRuns(course, spot).at(-1)?.options ?? {};
  const shown = listShownRuns(course, spot).at(-1);
  return { programs: shown?.programs ?? findPrograms(course.lesson), options: faults };
}

/** How the next programs are run from the beginning of a step on, by a run block or in a turn; null where none are. */
export function findNextOptions(course: Course, step: number): PlayOptions | null {
  for (const [index, { blocks }] of course.lesson.steps.entries()) {
    if (index < step) continue;
    const next = blocks.findIndex(({ kind }) => kind === 'run' || kind === 'try');
    const block = blocks[next];
    if (block?.kind === 'run') return planOptions(block);
    if (block?.kind === 'try') return planTurn(course, { step: index, next }, block).options;
  }
  return null;
}

/** The ids of the checks of the learner's turn in a step; undefined where it isn't the learner's turn. */
export function listTurnChecks({ steps }: Lesson, step: number): readonly string[] | undefined {
  const turns = steps[step]?.blocks.filter((block) => block.kind === 'try') ?? [];
  return turns.length === 0 ? undefined : turns.flatMap(({ checks }) => checks);
}

/** The step of the lesson's first turn where it is still ahead of a step, both from 0; else null. */
export function findTurnAhead({ steps }: Lesson, step: number): number | null {
  const turn = steps.findIndex(({ blocks }) => blocks.some(({ kind }) => kind === 'try'));
  return turn > step ? turn : null;
}

/** Behind a turn, what the prose tells of is the solution. */
function findPlayed({ played }: Course, run: Run): readonly RunProgram[] {
  return played.find(({ block }) => block === run)?.programs ?? run.programs;
}

/** The run blocks before a place in the lesson. */
function listRuns(course: Course, spot: Spot): readonly Run[] {
  const before = course.lesson.steps.slice(0, spot.step).flatMap(({ blocks }) => blocks);
  return [...before.filter((block) => block.kind === 'run'), ...listShownRuns(course, spot)];
}

/** The run blocks before a place in its step. */
function listShownRuns({ lesson }: Course, { step, next }: Spot): readonly Run[] {
  const blocks = lesson.steps[step]?.blocks.slice(0, next) ?? [];
  return blocks.filter((block) => block.kind === 'run');
}

/** The summary of the many clients among programs, null where there are none; loaded only where it is needed. */
export async function sumUp(programs: readonly RunProgram[]): Promise<Summary | null> {
  if (!programs.some(({ many }) => many !== undefined)) return null;
  const summaries = await import('../play/many-summary.ts');
  const traced = programs.map(({ actor, file: title, many }) => {
    return { actor, title, ...(many && { isOneOfMany: true as const }) };
  });
  return summaries.sumUp(traced);
}
