// What it means that a connection was broken off, or ended too early, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/resets.ts';
import { zh } from './zh/resets.ts';

/** The texts of resets. */
export const resetMessages: Bilingual<typeof en> = speakBoth(en, zh);
