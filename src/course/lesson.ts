// A lesson of the course, read from its folder.
import { join } from 'node:path';
import type { Language } from '../text/language.ts';
import type { Lesson } from './block.ts';
import { lessonFile, lessonsRoot, readIfThere } from './folders.ts';
import { parseLesson } from './parse.ts';
import { describeProblem, failWith } from './problem.ts';
import { openPrograms } from './programs.ts';

/**
 * Reads a lesson of the course.
 * Throws a Failure that names file and line where it is malformed, or where a file is missing.
 */
export function readLesson(folder: string, language: Language, root = lessonsRoot): Lesson {
  const path = lessonFile(folder, language, root);
  const source = readIfThere(path);
  if (source === null) throw failWith([describeProblem(path, null, (say) => say.proseMissing())]);
  const programs = openPrograms(join(root, folder));
  const { lesson, problems } = parseLesson(source, path, language, programs);
  if (problems.length > 0) throw failWith(problems);
  return lesson;
}
