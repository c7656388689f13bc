// What a lesson's check.ts exports: its checks and the mistakes they know.
import type { Tools } from './tools.ts';

/** One check of a lesson; its title, and the hints of its mistakes, stand in the lesson's `hints.md`. */
export interface Check<Mistake extends string = string> {
  /** The ids of the mistakes that it knows. */
  mistakes: readonly Mistake[];
  /**
   * Examines the learner's programs, in phases. Returns the id of the mistake that the phases point to, or
   * null where none fits; a check passes when no phase failed and no mistake is returned.
   */
  run(tools: Tools): Promise<NoInfer<Mistake> | null | undefined>;
}

/** The checks of a lesson, in the order in which they run. */
export interface CheckSet {
  /** The lesson's folder. */
  lesson: string;
  checks: Readonly<Record<string, Check>>;
}

/** Declares the checks of a lesson: `export default checks('05-both-sides', { … })`. */
export function checks<const Mistakes extends Record<string, string>>(
  lesson: string,
  set: { [Id in keyof Mistakes]: Check<Mistakes[Id]> },
): CheckSet {
  return { lesson, checks: set as unknown as Readonly<Record<string, Check>> };
}

/** The mistakes that each check of a set knows, by its id. */
export function listMistakes({ checks }: CheckSet): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(checks).map(([id, { mistakes }]) => [id, mistakes]));
}
