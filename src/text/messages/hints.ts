// The messages for authors of hints: what is wrong in hints.md, and what to do, in each language.
import type { Bilingual } from '../language.ts';
import { en } from './en/hints.ts';
import { zh } from './zh/hints.ts';

/** The messages about hints. */
export const hintsMessages: Bilingual<typeof en> = { en, zh };
