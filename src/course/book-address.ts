// Where the book is published: the field `book` of package.json says so, and nothing else.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lesson } from './block.ts';
import { packageRoot } from './folders.ts';

/** The address of the book, with a slash at its end; null where the package.json in `root` (absolute) names none. */
export function readBookAddress(root = packageRoot): string | null {
  const manifest: { book?: unknown } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { book } = manifest;
  if (typeof book !== 'string' || book === '') return null;
  return book.endsWith('/') ? book : `${book}/`;
}

/** The file of a lesson's page, in the folder of its language. */
export function nameLessonPage({ folder }: Pick<Lesson, 'folder'>): string {
  return `${folder}.html`;
}

/** The address of a lesson's page in the book at `address`; null where that is null. */
export function addressLesson(
  lesson: Pick<Lesson, 'folder' | 'language'>,
  address: string | null,
): string | null {
  return address === null ? null : `${address}${lesson.language}/${nameLessonPage(lesson)}`;
}
