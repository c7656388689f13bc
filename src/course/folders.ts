// The folders of the course: which lessons there are, and which one a name means.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { misuse } from '../text/failure.ts';
import type { Language } from '../text/language.ts';
import { courseMessages } from '../text/messages/course.ts';

/** The tour's own folder, with its package.json; absolute. The built sources lie deeper in it than `src`. */
export const packageRoot: string = findPackage(import.meta.dirname);

/** The course that comes with the tour: `lessons/`, absolute. */
export const lessonsRoot: string = join(packageRoot, 'lessons');

const FOLDER = /^\d{2}-[a-z0-9]+(-[a-z0-9]+)*$/;

/** The folders of the lessons, in their order; throws what `readdir` throws. */
export function findLessons(root = lessonsRoot): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && FOLDER.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}

/** The folder that `5`, `05`, `05-both-sides` or `both-sides` names, or null. */
export function findLesson(name: string, folders: readonly string[]): string | null {
  const isNumber = /^\d+$/.test(name);
  const isMeant = (folder: string) => {
    const [, number, id] = /^(\d+)-(.+)$/.exec(folder) ?? [];
    return isNumber ? Number(number) === Number(name) : folder === name || id === name;
  };
  return folders.find(isMeant) ?? null;
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

/** The file of a lesson's prose in a language, absolute. */
export function lessonFile(folder: string, language: Language, root = lessonsRoot): string {
  return join(root, folder, nameFile('lesson', language));
}

/** The file of a lesson's hints in a language, absolute. */
export function hintsFile(folder: string, language: Language, root = lessonsRoot): string {
  return join(root, folder, nameFile('hints', language));
}

/** The file of the hints that the lessons share in a language, absolute. */
export function commonHintsFile(language: Language, root = lessonsRoot): string {
  return join(root, nameFile('hints', language));
}

/** The text of a file; null where there is none. Throws what reading it throws. */
export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Whether a file of a lesson's folder belongs to its checks: `check.ts`, or a part of it such as `check-names.ts`. */
export function isCheckFile(file: string): boolean {
  return /^check(-[a-z-]+)?\.ts$/.test(file);
}

function nameFile(name: string, language: Language): string {
  return language === 'en' ? `${name}.md` : `${name}.${language}.md`;
}

/** The nearest folder, from `start` upwards, that holds the tour's package.json. */
function findPackage(start: string): string {
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    const file = readIfThere(join(folder, 'package.json'));
    if (file !== null && JSON.parse(file).name === 'socket-tour') return folder;
  }
  throw new Error(`no package.json of socket-tour above ${start}`);
}
