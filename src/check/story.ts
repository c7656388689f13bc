// The story of a check: what the peer did and what happened, line by line.
import type { Bilingual, Language } from '../text/language.ts';
import { type checkMessages, tellCheck } from '../text/messages/check.ts';

type StoryText = (typeof checkMessages)['en']['story'];

/** A story as it grows. */
export class Story {
  readonly lines: Bilingual[] = [];

  /** Adds what happened, in the checks' own words. */
  tell(say: (say: StoryText, language: Language) => string): void {
    this.add(tellCheck((all, language) => say(all.story, language)));
  }

  /** Adds a line in the words of the check's author. */
  add(line: Bilingual): void {
    this.lines.push(line);
  }
}
