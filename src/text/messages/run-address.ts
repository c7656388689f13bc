// What is said of the host and the port that programs get, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/run-address.ts';
import { zh } from './zh/run-address.ts';

/** The messages about places. */
export const runAddressMessages: Bilingual<typeof en> = speakBoth(en, zh);
