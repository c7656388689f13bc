// A problem in the course's files, reported with its place.
import { relative } from 'node:path';
import { sayBoth } from '../text/bilingual.ts';
import { Failure } from '../text/failure.ts';
import type { Bilingual, Language } from '../text/language.ts';
import { courseMessages } from '../text/messages/course.ts';

/** What is wrong where, and what to do. */
export interface Problem {
  /** Absolute. */
  path: string;
  /** 1-based; null where it concerns the whole file or folder. */
  line: number | null;
  text: Bilingual;
}

type Messages = (typeof courseMessages)[Language];

/** Picks a message; called once for each language. */
export type ProblemText = (messages: Messages, language: Language) => string;

/** Picks a message about hints; called once for each language. */
export type HintsSay = (messages: Messages['hints']) => string;

/** A problem at a place. */
export function describeProblem(path: string, line: number | null, say: ProblemText): Problem {
  return { path, line, text: sayBoth(courseMessages, say) };
}

/** The place as an editor or a terminal links it: `lessons/05-both-sides/lesson.md:42`. */
export function formatPlace(path: string, line: number | null): string {
  const shown = relative(process.cwd(), path);
  const short = shown.startsWith('..') ? path : shown;
  return line === null ? short : `${short}:${line}`;
}

/** One line: `lessons/05-both-sides/lesson.md:42: what is wrong; what to do`. */
export function formatProblem(problem: Problem, language: Language): string {
  return `${formatPlace(problem.path, problem.line)}: ${problem.text[language]}`;
}

/** The failure that reports these problems, a line each. */
export function failWith(problems: readonly Problem[]): Failure {
  const tell = (_: Messages, language: Language) =>
    problems.map((problem) => formatProblem(problem, language)).join('\n');
  return new Failure(sayBoth(courseMessages, tell));
}
