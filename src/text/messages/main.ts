// The messages of the command line itself: help pages, usage errors, failures of the tour, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/main.ts';
import { zh } from './zh/main.ts';

export type { CommandHelp } from './en/main.ts';

/** The messages of the command line itself. */
export const mainMessages: Bilingual<typeof en> = speakBoth(en, zh);
