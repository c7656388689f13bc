// The messages of the command `book`, which serves the book, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/book-server.ts';
import { zh } from './zh/book-server.ts';

/** What the command `book` says, and the page for a page that isn't there. */
export const bookServerMessages: Bilingual<typeof en> = speakBoth(en, zh);
