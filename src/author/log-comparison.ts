// Plays a lesson's run blocks from first to last, and compares their logs with the prose.
import type { Lesson, Run } from '../course/block.ts';
import { type Difference, findDifference } from '../course/expected.ts';
import { listExpected } from '../course/many-clients.ts';
import { describeProblem, type Problem } from '../course/problem.ts';
import { listPlayedBlocks, type PlayedBlock } from '../course/run-blocks.ts';
import { playRunBlock, readLog } from '../play/playback.ts';
import { openRunAddress, type RunAddress } from '../play/run-address.ts';
import { findFreePort } from '../stage/free-port.ts';
import { openStage, type Stage } from '../stage/stage.ts';
import { CAN_LOAD_COMPILED, COMPILED_LOADER, copyCompiled } from './precompile.ts';

/** How many times a block with `--times` is played at most. */
const TIMES_MOST = 5;

/** How many run blocks a lesson has. */
export function countRuns(lesson: Lesson): number {
  return listPlayedBlocks(lesson).length;
}

/** Where a lesson's programs lie, and what loads them instead of tsx. */
interface Source {
  directory: string;
  loader?: string | undefined;
}

/** Plays a lesson once, on ports of its own. */
async function compareLogs(lesson: Lesson, source: Source, timesMost: number): Promise<Problem[]> {
  const place = await openRunAddress({ environment: {}, port: 0 });
  const meeting = { place, proxyPort: await findFreePort() };
  const stage = openStage({ loader: source.loader });
  const problems: Problem[] = [];
  try {
    for (const block of listPlayedBlocks(lesson)) {
      const problem = await playBlock(stage, lesson, block, { ...meeting, ...source, timesMost });
      if (problem) problems.push(problem);
    }
  } finally {
    await stage.stop();
  }
  return problems;
}

/**
 * Plays a lesson several times; a problem that shows only sometimes says how often. In short, its programs are
 * compiled beforehand, and a block with `--times` is played once.
 */
export async function compareLogsOften(
  lesson: Lesson,
  { runs, isShort }: { readonly runs: number; readonly isShort: boolean },
): Promise<Problem[]> {
  const isCompiled = isShort && CAN_LOAD_COMPILED;
  const copy = isCompiled ? await copyCompiled(lesson.directory) : null;
  const { directory } = copy ?? lesson;
  const source = { directory, loader: isCompiled ? COMPILED_LOADER : undefined };
  try {
    return await countProblems(runs, () => compareLogs(lesson, source, isShort ? 1 : TIMES_MOST));
  } finally {
    copy?.remove();
  }
}

/** The problems of several runs, each once. */
export async function countProblems(
  runs: number,
  play: () => Promise<Problem[]>,
): Promise<Problem[]> {
  const counted = new Map<string, { problem: Problem; count: number }>();
  for (let run = 0; run < runs; run += 1) {
    for (const problem of await play()) {
      const key = `${problem.path} ${problem.line} ${problem.text.en}`;
      const known = counted.get(key);
      counted.set(key, { problem, count: (known?.count ?? 0) + 1 });
    }
  }
  return [...counted.values()].map(({ problem, count }) => {
    if (count === runs) return problem;
    const { path, line, text } = problem;
    const { en, zh } = text;
    return describeProblem(path, line, (say, language) =>
      say.inSomeRuns(language === 'en' ? en : zh, count, runs),
    );
  });
}

interface PlayedFrom extends Source {
  place: RunAddress;
  proxyPort: number;
  /** How often a block with `--times` is played at most. */
  timesMost: number;
}

async function playBlock(
  stage: Stage,
  lesson: Lesson,
  { block, programs }: PlayedBlock,
  { directory, timesMost, ...options }: PlayedFrom,
): Promise<Problem | null> {
  // A block that the learner runs again and again must print the same each time.
  for (let time = 0; time < Math.min(block.options.times ?? 1, timesMost); time += 1) {
    const {
      end,
      since,
      ports: named,
    } = await playRunBlock(stage, directory, { ...block, programs }, options);
    if (end === 'notProxied') {
      return describeProblem(lesson.path, block.line, (say) => say.proxyNoServer());
    }
    const difference = findDifference(listExpected(block), readLog(stage.after(since), named));
    if (difference) return describeDifference(lesson, block, difference);
  }
  return null;
}

function describeDifference(
  lesson: Lesson,
  block: Run,
  { actor, line, expected, got }: Difference,
): Problem {
  return describeProblem(lesson.path, line ?? block.line, (say) => {
    if (expected === null) return say.logHasMore(actor, got ?? '');
    if (got === null) return say.logLacks(actor, expected);
    return say.logDiffers(actor, expected, got);
  });
}
