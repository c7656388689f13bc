// A lesson of the course, read from its folder, and which lessons the operands of a command name.
import { join } from 'node:path';
import { misuse } from '../text/failure.ts';
import type { Language } from '../text/language.ts';
import { courseMessages } from '../text/messages/course.ts';
import type { Lesson } from './block.ts';
import { findLesson, lessonFile, lessonsRoot, readIfThere } from './folders.ts';
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

/** The folders that the names mean, in the order of the course; all without a name. Throws a usage Failure. */
export function chooseLessons(names: readonly string[], folders: readonly string[]): string[] {
  if (names.length === 0) return [...folders];
  const chosen = names.map((name) => requireLesson(name, folders));
  return folders.filter((folder) => chosen.includes(folder));
}

/** The folder that a name means; throws a usage Failure where none does. */
export function requireLesson(name: string, folders: readonly string[]): string {
  const folder = findLesson(name, folders);
  if (folder !== null) return folder;
  throw misuse(courseMessages, (say) => say.noLesson(name, folders));
}
