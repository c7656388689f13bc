// The story of a check: what the peer did and what happened, line by line.
import type { Bilingual, Language } from '../text/language.ts';
import { type checkMessages, tellCheck } from '../text/messages/check.ts';

type StoryText = (typeof checkMessages)['en']['story'];

/** A story as it grows. */
export interface Story {
  readonly lines: readonly Bilingual[];
  /** Adds what happened, in the checks' own words. */
  tell(say: (say: StoryText, language: Language) => string): void;
  /** Adds a line in the words of the check's author. */
  add(line: Bilingual): void;
}

/** Opens an empty story. */
export function openStory(): Story {
  const lines: Bilingual[] = [];
  return {
    lines,
    tell: (say) => void lines.push(tellCheck((all, language) => say(all.story, language))),
    add: (line) => void lines.push(line),
  };
}
