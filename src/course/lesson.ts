// A lesson of the course, read from its folder.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../text/language.ts';
import type { Lesson } from './block.ts';
import { lessonFile, lessonsRoot } from './folders.ts';
import { parseLesson } from './parse.ts';
import { describeProblem, failWith } from './problem.ts';
import { openPrograms } from './programs.ts';

/**
 * Reads a lesson of the course.
 * Throws a Failure that names file and line where it is malformed, or where a file is missing.
 */
export function readLesson(folder: string, language: Language, root = lessonsRoot): Lesson {
  const path = lessonFile(folder, language, root);
  const { lesson, problems } = parseLesson(
    readProse(path),
    path,
    language,
    openPrograms(join(root, folder)),
  );
  if (problems.length > 0) throw failWith(problems);
  return lesson;
}

/** The text of a lesson's prose; throws a Failure where there is no such file. */
export function readProse(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw failWith([describeProblem(path, null, (say) => say.proseMissing())]);
  }
}
