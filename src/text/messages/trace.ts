// What the tap saw, in words, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/trace.ts';
import { zh } from './zh/trace.ts';

/** The texts of trace rows, without the `· ` before them. */
export const traceMessages: Bilingual<typeof en> = speakBoth(en, zh);
