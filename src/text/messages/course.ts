// The messages for authors of lessons: what is wrong in the course's files, and what to do, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/course.ts';
import { zh } from './zh/course.ts';

/** The messages about the course's files. */
export const courseMessages: Bilingual<typeof en> = speakBoth(en, zh);
