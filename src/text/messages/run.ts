// What `run` says around the programs' own lines, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/run.ts';
import { zh } from './zh/run.ts';

/** The messages of `run`. */
export const runMessages: Bilingual<typeof en> = speakBoth(en, zh);
