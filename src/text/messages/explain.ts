// What the errors that a learner meets in their own program mean, each in one plain paragraph, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/explain.ts';
import { zh } from './zh/explain.ts';

/** The paragraphs that explain errors. */
export const explainMessages: Bilingual<typeof en> = speakBoth(en, zh);
