// Plays a lesson's run blocks from first to last, and compares their logs with the prose.
import type { Lesson } from '../course/block.ts';
import { describeProblem, type Problem } from '../course/problem.ts';
import { listPlayedBlocks } from '../course/run-blocks.ts';
import { describeRun, type LessonSource, playLesson } from '../play/lesson-playback.ts';
import { CAN_LOAD_COMPILED, COMPILED_LOADER, copyCompiled } from './precompile.ts';

/** How many times a block with `--times` is played at most. */
const TIMES_MOST = 5;

/** How many run blocks a lesson has. */
export function countRuns(lesson: Lesson): number {
  return listPlayedBlocks(lesson).length;
}

/** Plays a lesson once; what differs from the prose, the first difference of each block. */
async function compareLogs(lesson: Lesson, source: LessonSource): Promise<Problem[]> {
  const problems: Problem[] = [];
  await playLesson(lesson, source, (run) => {
    const problem = describeRun(lesson, run);
    if (problem) problems.push(problem);
    return problem === null;
  });
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
  const loader = isCompiled ? COMPILED_LOADER : undefined;
  const source = { directory, loader, timesMost: isShort ? 1 : TIMES_MOST };
  try {
    return await countProblems(runs, () => compareLogs(lesson, source));
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
