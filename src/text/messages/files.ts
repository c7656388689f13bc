// The messages about files that a program was refused: what it was about to do, and why it could not, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/files.ts';
import { zh } from './zh/files.ts';

/** The texts of a file's faults. */
export const fileMessages: Bilingual<typeof en> = speakBoth(en, zh);
