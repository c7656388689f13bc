// The difference between the learner's copy of a lesson and one solution.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Lesson, Try } from '../course/block.ts';
import { renderPatch } from '../screen/patch.ts';
import { findHunks } from '../text/diff.ts';
import { checkMessages } from '../text/messages/check.ts';
import { dropRegionMarks } from '../text/region-marks.ts';
import { examineLesson, keepVerdicts } from './examination.ts';
import type { LessonCopy } from './lesson-copy.ts';
import type { OutcomeLayout } from './outcome-lines.ts';

/** Whether all checks of the lesson, or `only` these, pass now; false where `signal` ends them before. */
export async function hasPassed(
  { lesson, workspace, directory }: Pick<LessonCopy, 'lesson' | 'workspace' | 'directory'>,
  { signal, only }: { signal?: AbortSignal; only?: readonly string[] | undefined } = {},
): Promise<boolean> {
  const outcomes = await examineLesson({ folder: lesson.folder, directory }, { signal, only });
  if (signal?.aborted) return false;
  keepVerdicts(workspace, outcomes);
  return outcomes.every(({ verdict }) => verdict === 'pass');
}

/** The lines of the difference, file by file; where a turn's `checks` are given, without the files of other turns. */
export function renderSolution(
  { lesson, directory }: Pick<LessonCopy, 'lesson' | 'directory'>,
  { columns, style, language }: OutcomeLayout,
  checks?: readonly string[],
): string[] {
  const say = checkMessages[language];
  const files = lesson.files.filter(
    (file) =>
      existsSync(solutionFile(lesson.directory, file)) && !isOfOtherTurn(lesson, file, checks),
  );
  if (files.length === 0) return [say.solutionNone(lesson.folder)];
  const lines = files.flatMap((file) => {
    const hunks = findHunks(
      read(path.join(directory, file)),
      read(solutionFile(lesson.directory, file)),
    );
    if (hunks.length === 0) return [];
    return [style.bold(say.solutionTitle(file)), ...renderPatch(hunks, columns, style), ''];
  });
  return lines.length > 0 ? lines : [say.solutionSame];
}

/** Whether a file is run in a turn, and in none that has one of these checks. */
function isOfOtherTurn({ steps }: Lesson, file: string, checks?: readonly string[]): boolean {
  const turns = steps.flatMap(({ blocks }) => blocks).filter((block) => block.kind === 'try');
  const its = turns.filter(({ run }) => run?.programs.some((program) => program.file === file));
  const isAsked = (turn: Try) => turn.checks.some((id) => checks?.includes(id));
  return checks !== undefined && its.length > 0 && !its.some(isAsked);
}

function solutionFile(directory: string, file: string): string {
  return path.join(directory, 'solution', file);
}

/** A file without its region comments, which are only for the prose. */
function read(file: string): string {
  return existsSync(file) ? dropRegionMarks(readFileSync(file, 'utf8')) : '';
}
