// The messages of the interactive tour: its last line, its menu, its keys, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/walk.ts';
import { zh } from './zh/walk.ts';

/** The messages of the interactive tour. */
export const walkMessages: Bilingual<typeof en> = speakBoth(en, zh);
