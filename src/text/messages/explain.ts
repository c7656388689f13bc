// What the errors of a learner's program mean, each in one plain paragraph, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/explain.ts';
import { zh } from './zh/explain.ts';

/** The paragraphs that explain errors. */
export const explainMessages: Bilingual<typeof en> = speakBoth(en, zh);
