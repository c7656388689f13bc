// The difference between the learner's copy of a lesson and one solution.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { renderPatch } from '../screen/patch.ts';
import { findHunks } from '../text/diff.ts';
import { checkMessages } from '../text/messages/check.ts';
import { dropRegionMarks } from '../text/region-marks.ts';
import { examineLesson, keepVerdicts } from './examination.ts';
import type { LessonCopy } from './lesson-copy.ts';
import type { OutcomeLayout } from './outcome-lines.ts';

/** Whether all checks of the lesson pass now; false where `signal` ends them before. */
export async function hasPassed(
  { lesson, workspace, directory }: Pick<LessonCopy, 'lesson' | 'workspace' | 'directory'>,
  signal?: AbortSignal,
): Promise<boolean> {
  const outcomes = await examineLesson({ folder: lesson.folder, directory }, { signal });
  if (signal?.aborted) return false;
  keepVerdicts(workspace, outcomes);
  return outcomes.every(({ verdict }) => verdict === 'pass');
}

/** The lines of the difference, file by file. */
export function renderSolution(
  { lesson, directory }: Pick<LessonCopy, 'lesson' | 'directory'>,
  { columns, style, language }: OutcomeLayout,
): string[] {
  const say = checkMessages[language];
  const files = lesson.files.filter((file) => existsSync(solutionFile(lesson.directory, file)));
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

function solutionFile(directory: string, file: string): string {
  return path.join(directory, 'solution', file);
}

/** A file without its region comments, which are only for the prose. */
function read(file: string): string {
  return existsSync(file) ? dropRegionMarks(readFileSync(file, 'utf8')) : '';
}
