// The folders of the course: which lessons there are, and which one a name means.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Language } from '../text/language.ts';

/** The course that comes with the tour: `lessons/`, absolute; as far from `src/course` as from `dist/course`. */
export const lessonsRoot: string = fileURLToPath(new URL('../../lessons', import.meta.url));

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

/** The file of a lesson's prose in a language, absolute. */
export function lessonFile(folder: string, language: Language, root = lessonsRoot): string {
  return join(root, folder, language === 'en' ? 'lesson.md' : `lesson.${language}.md`);
}
