// The words of a sequence picture, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/picture.ts';
import { zh } from './zh/picture.ts';

/** The texts beside the lifelines that no row of the trace has. */
export const pictureMessages: Bilingual<typeof en> = speakBoth(en, zh);
