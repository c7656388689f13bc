// What `list` says below the lessons, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/list.ts';
import { zh } from './zh/list.ts';

/** The messages of `list`. */
export const listMessages: Bilingual<typeof en> = speakBoth(en, zh);
