// The head of a lesson, read without the parser: what a list of lessons shows.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Language } from '../text/language.ts';
import { lessonFile, lessonsRoot } from './folders.ts';

/** What stands above a lesson's first step. */
export interface Heading {
  title: string;
  /** The section of the article, without the word that introduces it. */
  article: string;
}

/**
 * A lesson's title and section. Costs one small read and no parser, so `list` starts at once.
 * Fields are empty where the prose lacks them; throws what reading the file throws.
 */
export function readHeading(folder: string, language: Language, root = lessonsRoot): Heading {
  const source = readFileSync(lessonFile(folder, language, root), 'utf8');
  const title = /^# +(.+?) *$/m.exec(source)?.[1] ?? '';
  const quoted = /^> *(.+?) *$/m.exec(source)?.[1] ?? '';
  return { title, article: stripArticle(quoted) };
}

/** The ids of a lesson's checks, by the headings of its hints.md; empty where it has none. As cheap as its heading. */
export function readCheckIds(folder: string, root = lessonsRoot): string[] {
  try {
    const source = readFileSync(path.join(root, folder, 'hints.md'), 'utf8');
    return [...source.matchAll(/^## +(\S+)/gm)].map(([, id = '']) => id);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return [];
  }
}

/** `Article 一.1, first listing` is in section `一.1, first listing`. */
export function stripArticle(quoted: string): string {
  return quoted.replace(/^(Article|文章)\s*/, '').trim();
}
