// The texts about many clients, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/many.ts';
import { zh } from './zh/many.ts';

/** The messages about many clients. */
export const manyMessages: Bilingual<typeof en> = speakBoth(en, zh);
