// Where the book is published: the field `book` of package.json, and nowhere else.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../text/language.ts';
import { packageRoot } from './folders.ts';

/** The address of the book, with a slash at its end; null where package.json names none. */
export function readBookAddress(): string | null {
  const manifest: { book?: unknown } = JSON.parse(
    readFileSync(join(packageRoot, 'package.json'), 'utf8'),
  );
  const { book } = manifest;
  if (typeof book !== 'string' || book === '') return null;
  return book.endsWith('/') ? book : `${book}/`;
}

/** The address of a lesson's page in the book at `address`. */
export function addressLesson(address: string, folder: string, language: Language): string {
  return `${address}${language}/${folder}.html`;
}
