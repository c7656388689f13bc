// Examines lessons in the learner's copy or another folder, and keeps the results.
import { existsSync, lstatSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CheckSet, listMistakes } from '../check/checks.ts';
import type { Outcome } from '../check/examine.ts';
import type { CheckTexts } from '../course/check-texts.ts';
import { lessonsRoot } from '../course/folders.ts';
import type { Reserve } from '../stage/spares/reserve.ts';
import { Failure } from '../text/failure.ts';
import type { Bilingual } from '../text/language.ts';
import { lessonProgress, type Progress } from '../workspace/progress.ts';
import { explainUnkeptProgress } from '../workspace/unkept-progress.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What to examine. */
export interface Subjects {
  /** The lesson's folder in the course. */
  folder: string;
  /** Where the programs are, absolute. */
  directory: string;
}

/** How an examination is followed. */
export interface ExaminationOptions {
  /** Only these checks. */
  only?: readonly string[] | undefined;
  /** Called before each check. */
  onCheck?(id: string, index: number, count: number): void;
  signal?: AbortSignal | undefined;
  /** Whether spares are kept for the programs that the checks start. */
  hasSpares?: boolean | undefined;
  /** Has spares from the examination before. */
  reserve?: Reserve | undefined;
}

/** The outcome of a check, with what the lesson says about it. */
export interface LessonOutcome extends Outcome {
  title: Bilingual;
  /** The hints of the mistake, the strongest last; empty where it is not known. */
  hints: readonly Bilingual[];
}

/** The checks of a lesson's folder, or null where it has none. */
export async function loadCheckSet(folder: string): Promise<CheckSet | null> {
  // Once built, the checks lie beside the built sources as they do in the clone: `.ts` there, `.js` here.
  const url = new URL(
    `../../lessons/${folder}/check${path.extname(import.meta.url)}`,
    import.meta.url,
  );
  if (!existsSync(fileURLToPath(url))) return null;
  const { default: set } = (await import(url.href)) as { default: CheckSet };
  return set;
}

/** Runs the checks of a lesson; empty where it has none. Throws a Failure where its hints are malformed. */
export async function examineLesson(
  { folder, directory }: Subjects,
  options: ExaminationOptions = {},
): Promise<LessonOutcome[]> {
  const set = await loadCheckSet(folder);
  if (!set) return [];
  // Loaded only now: where a judge examines, this process needs none of it.
  const [{ examine }, { readCheckTexts }, { openSpares }] = await Promise.all([
    import('../check/examine.ts'),
    import('../course/check-texts.ts'),
    import('../stage/spares/spares.ts'),
  ]);
  const texts = readCheckTexts(folder, listMistakes(set));
  const course = path.join(lessonsRoot, folder);
  const { hasSpares, reserve, only = Object.keys(set.checks) } = options;
  // A single check starts each of its programs once or twice; a check that runs again finds them compiled. On two
  // cores, which the programs under check keep busy, spares take longer than they save (`npm run bench`).
  const isWorthIt = hasSpares && only.length > 1 && availableParallelism() > 2;
  const spares = isWorthIt ? openSpares({ hasCompiler: false }) : undefined;
  try {
    const site = { reserve: reserve?.open(), spares, directory, course };
    const outcomes = await examine(set, { ...options, ...site });
    return outcomes.map((outcome) => addTexts(outcome, texts[outcome.id]));
  } finally {
    spares?.close();
  }
}

/** An outcome with what the lesson's hints say about its check. */
export function addTexts(outcome: Outcome, texts: CheckTexts | undefined): LessonOutcome {
  const { id, mistake } = outcome;
  const title = texts?.title ?? { en: id, zh: id };
  return { ...outcome, title, hints: texts?.hints[mistake ?? ''] ?? [] };
}

/** Changes the learner's progress. Returns why it could not be kept, or null: the results are shown either way. */
export function keep(workspace: Workspace, change: (progress: Progress) => void): Bilingual | null {
  try {
    workspace.updateProgress(change);
    return null;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return explainUnkeptProgress(error.text);
  }
}

/** Keeps the verdicts in the learner's progress, as `keep` does; an inconclusive one changes nothing. */
export function keepVerdicts(workspace: Workspace, outcomes: readonly Outcome[]): Bilingual | null {
  const verdicts = outcomes.filter(({ verdict }) => verdict !== 'inconclusive');
  if (verdicts.length === 0) return null;
  return keep(workspace, (progress) => {
    for (const { lesson, id, verdict } of verdicts) {
      lessonProgress(progress, lesson).checks[id] = verdict as 'pass' | 'fail';
    }
  });
}

/** Notes that the first hint of each of these failures was shown beside it, so that the next request brings the second. */
export function noteFirstHints(workspace: Workspace, outcomes: readonly LessonOutcome[]): void {
  const shown = outcomes.filter(({ hints }) => hints.length > 0);
  if (shown.length === 0) return;
  keep(workspace, (progress) => {
    for (const outcome of shown) {
      lessonProgress(progress, outcome.lesson).hints[nameHints(outcome)] ??= 1;
    }
  });
}

/** The key under which the hints shown for an outcome are counted. */
export function nameHints({ id, mistake }: Outcome): string {
  return mistake === null ? id : `${id}/${mistake}`;
}

/** The folder of a hand-in: the lesson's own folder in it where there is one. */
export function findHandIn(directory: string, folder: string): string {
  const inside = path.join(directory, folder);
  return lstatSync(inside, { throwIfNoEntry: false }) ? inside : directory;
}

/** The exit code of outcomes: 1 where one failed, else 3 where one is inconclusive, else 0. */
export function exitCodeOf(outcomes: readonly Outcome[]): number {
  if (outcomes.some(({ verdict }) => verdict === 'fail')) return 1;
  return outcomes.some(({ verdict }) => verdict === 'inconclusive') ? 3 : 0;
}
