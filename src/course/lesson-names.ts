// Which lessons the operands of a command name.

import { Failure } from '../text/failure.ts';
import { courseMessages } from '../text/messages/course.ts';
import { findLesson } from './folders.ts';

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
  const { en, zh } = courseMessages;
  throw new Failure({ en: en.noLesson(name, folders), zh: zh.noLesson(name, folders) }, 2);
}
