// The texts of the charts: their titles, their marks in words, and what they say without data, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/charts.ts';
import { zh } from './zh/charts.ts';

/** The texts of the charts. */
export const chartMessages: Bilingual<typeof en> = speakBoth(en, zh);
