// The inspections that a lesson passes before learners get it.

import type { Problem } from '../course/problem.ts';
import { type ProofOptions, proveLesson } from './check-proof.ts';
import { askCompiler, compareTypes, findSources } from './compiler.ts';
import { compareLogsOften, countRuns } from './log-comparison.ts';
import type { Review } from './review.ts';

/** An inspection of one lesson, in all its languages. */
export type Inspection = (review: Review) => Promise<Problem[]>;

/**
 * The inspections of some lessons, in order; one that fails doesn't keep the next from running.
 * Each lesson is played, and each sample examined, as often as `proof` says.
 */
export function listInspections(
  reviews: readonly Review[],
  proof: ProofOptions,
): readonly Inspection[] {
  // Compiling all lessons at once costs hardly more than compiling one.
  const compiled = askCompiler(reviews.flatMap(({ programs }) => findSources(programs)));
  // The caller that awaits it gets the error; a lesson that is never inspected must not end the process.
  compiled.catch(() => {});
  return [
    async ({ problems }) => problems,
    async ({ lessons, programs }) => {
      const diagnostics = await compiled;
      return lessons.flatMap((lesson) => compareTypes(lesson, programs, diagnostics));
    },
    async ({ lessons: [lesson] }) => (lesson ? compareLogsOften(lesson, proof.runs) : []),
    async ({ lessons: [lesson] }) => (lesson ? proveLesson(lesson, proof) : []),
  ];
}

/** What is wrong with a lesson, by place and in the order of the inspections. */
export async function inspect(
  review: Review,
  inspections: readonly Inspection[],
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const look of inspections) problems.push(...(await look(review)));
  const told = new Set<string>();
  return problems.filter(({ path, line, text }) => {
    const key = `${path}:${line}:${text.en}`;
    return !told.has(key) && told.add(key);
  });
}

/** How many run blocks an inspection of the lesson plays. */
export function countPlayed({ lessons: [lesson] }: Review): number {
  return lesson ? countRuns(lesson) : 0;
}
