// The story of a check: what the peer did and what happened, line by line.
import type { Bilingual, Language } from '../text/language.ts';
import { type checkMessages, tellCheck } from '../text/messages/check.ts';
import { describeBytes } from './bytes.ts';

type StoryText = (typeof checkMessages)['en']['story'];

/** The story of the phase that runs, as it grows: a peer kept from an earlier phase adds to it, too. */
export class Story {
  #lines: Bilingual[] = [];

  /** Begins that of the next phase; returns its lines, to which come those that are told from now on. */
  begin(): readonly Bilingual[] {
    this.#lines = [];
    return this.#lines;
  }

  /** Adds what happened, in the checks' own words. */
  tell(say: (say: StoryText, language: Language) => string): void {
    this.add(tellCheck((all, language) => say(all.story, language)));
  }

  /** Adds that a peer wrote the first of `count` pieces: `isRead` where the program read each before the next. */
  tellPieces(sent: readonly Uint8Array[], count: number, isRead: boolean): void {
    const shown = describeBytes(Buffer.concat(sent));
    this.tell((say, language) => {
      const bytes = shown[language];
      if (count === 1) return isRead ? say.wrotePiece(bytes) : say.wrote(bytes);
      return isRead ? say.wrotePieces(bytes, count) : say.wroteFirst(bytes, sent.length, count);
    });
  }

  /** Adds a line in the words of the check's author. */
  add(line: Bilingual): void {
    this.#lines.push(line);
  }
}
