// The messages of the checks: stories, verdicts, and the words around them, in each language.
import { sayBoth, speakBoth } from '../bilingual.ts';
import type { Bilingual, Language } from '../language.ts';
import { en } from './en/check.ts';
import { zh } from './zh/check.ts';

/** The messages of the checks. */
export const checkMessages: Bilingual<typeof en> = speakBoth(en, zh);

/** A text of the checks in both languages; `tell` gets the language too, for texts within texts. */
export function tellCheck(tell: (say: typeof en, language: Language) => string): Bilingual {
  return sayBoth(checkMessages, tell);
}
