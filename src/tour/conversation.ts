// A conversation: the learner types lines to the server while rows appear above.

import { expandTabs, showControls } from '../screen/printable.ts';
import { before } from '../stage/deadline.ts';
import type { Stage } from '../stage/stage.ts';
import type { Key } from '../terminal/terminal.ts';
import type { Language } from '../text/language.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { measureWidth, splitCells } from '../text/width.ts';
import { openLineInput } from './line-input.ts';
import { openTalk } from './talk.ts';

/** A conversation that has the keys. */
export interface Conversation {
  /** What the last line shows: the end of what is being typed, where it doesn't fit in `columns`. */
  describe(columns: number): string;
  take(key: Key): void;
  /** Takes pasted text: each of its lines is sent, except the last, which isn't complete. */
  paste(text: string): void;
  close(): void;
  /** Settles when the connection is closed. */
  readonly ended: Promise<void>;
}

/** What a conversation needs. */
export interface ConversationOptions {
  stage: Stage;
  /** Where the server listens. */
  address: string;
  language: Language;
  tell(note: string): void;
}

/** How long the connection's last rows may take to arrive, in ms. */
const SETTLE_MS = 100;

/** Connects to the server and sends it the lines. */
export function openConversation(options: ConversationOptions): Conversation {
  const say = walkMessages[options.language];
  const talk = openTalk(options.stage, options.address);
  const input = openLineInput();
  let isHungUp = false;

  function hangUp(): void {
    // The second time, leaving is meant: the server may never end its half.
    if (isHungUp) talk.close();
    else talk.hangUp();
    isHungUp = true;
  }

  function send(): void {
    if (isHungUp) return;
    talk.send(input.text);
    input.clear();
  }

  const ended = talk.closed.then(async (problem) => {
    await before(options.stage.settled(), SETTLE_MS);
    options.tell(
      problem !== null ? say.talkFailed(problem) : isHungUp ? say.talkClosed : say.talkLost,
    );
  });

  return {
    ended,
    describe(columns) {
      if (isHungUp) return say.talkHint;
      const room = Math.max(1, columns - measureWidth(say.talkPrompt));
      const typed = expandTabs(showControls(input.end(room)));
      return say.talkPrompt + keepEnd(typed, room, input.length > room);
    },
    take(key) {
      const what = input.take(key);
      if (what === 'end') hangUp();
      if (what === 'line') send();
    },
    paste(text) {
      const lines = text.split('\n');
      const rest = lines.pop() ?? '';
      for (const line of lines) {
        input.insert(line);
        send();
      }
      input.insert(rest);
    },
    close: talk.close,
  };
}

/** The end of a text, with `…` before it where it was cut to `columns`, or `isCut` already. */
function keepEnd(text: string, columns: number, isCut: boolean): string {
  if (!isCut && measureWidth(text) <= columns) return text;
  let kept = '';
  let room = columns - 1;
  for (const { text: character, widest } of splitCells(text).reverse()) {
    room -= widest;
    if (room < 0) break;
    kept = character + kept;
  }
  return `…${kept}`;
}
