// The messages about the host and the port that programs get, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/run-address.ts';
import { zh } from './zh/run-address.ts';

/** The messages about the address of a run. */
export const runAddressMessages: Bilingual<typeof en> = speakBoth(en, zh);
