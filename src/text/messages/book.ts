// The words of the book around its lessons, in each language, and what `npm run book` tells its author.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/book.ts';
import { zh } from './zh/book.ts';

/** The texts of the book that are no lesson's. */
export const bookMessages: Bilingual<typeof en> = speakBoth(en, zh);
