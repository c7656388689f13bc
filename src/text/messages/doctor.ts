// The messages of `doctor`: what it found, and what to do, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/doctor.ts';
import { zh } from './zh/doctor.ts';

/** The messages of `doctor`. */
export const doctorMessages: Bilingual<typeof en> = speakBoth(en, zh);
