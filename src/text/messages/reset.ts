// The messages of `reset`: what was restored, and where the learner's code went, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/reset.ts';
import { zh } from './zh/reset.ts';

/** The messages of `reset`. */
export const resetMessages: Bilingual<typeof en> = speakBoth(en, zh);
