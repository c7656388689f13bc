// What an error code means where the code alone tells it, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/codes.ts';
import { zh } from './zh/codes.ts';

/** The paragraphs for codes. */
export const codeMessages: Bilingual<typeof en> = speakBoth(en, zh);
