// What a lesson's check.ts exports: its checks, their mistakes and hints.
import type { Bilingual } from '../text/language.ts';
import type { Tools } from './tools.ts';

/** One check of a lesson. */
export interface Check<Mistake extends string = string> {
  /** What it demands, in a few words. */
  title: Bilingual;
  /**
   * Examines the learner's programs, in phases. Returns the id of the mistake that the phases tell of, or
   * null where none fits; a check passes when no phase failed and no mistake is returned.
   */
  run(tools: Tools): Promise<Mistake | null | undefined>;
  /** The hints of each known mistake, the strongest last. */
  hints: Readonly<Record<Mistake, readonly Bilingual[]>>;
}

/** The checks of a lesson, in the order in which they are run. */
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
