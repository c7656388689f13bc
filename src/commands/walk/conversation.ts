// A conversation: the learner types lines to the server while rows go on above.
import type { Stage } from '../../stage/stage.ts';
import type { Key } from '../../terminal.ts';
import type { Language } from '../../text/language.ts';
import { walkMessages } from '../../text/messages/walk.ts';
import { openLineInput } from './line-input.ts';
import { openTalk } from './talk.ts';

/** A conversation that has the keys. */
export interface Conversation {
  /** What the last line shows. */
  readonly prompt: string;
  take(key: Key): void;
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

/** Connects to the server and takes lines for it. */
export function openConversation(options: ConversationOptions): Conversation {
  const say = walkMessages[options.language];
  const talk = openTalk(options.stage, options.address);
  const input = openLineInput();
  let isHungUp = false;

  function hangUp(): void {
    // A second wish to leave is meant: the server may never end its half.
    if (isHungUp) talk.close();
    else talk.hangUp();
    isHungUp = true;
  }

  const ended = talk.closed.then((problem) => {
    options.tell(
      problem !== null ? say.talkFailed(problem) : isHungUp ? say.talkClosed : say.talkLost,
    );
  });

  return {
    ended,
    get prompt() {
      return isHungUp ? say.talkHint : `${say.talkPrompt}${input.text}`;
    },
    take(key) {
      const what = input.take(key);
      if (what === 'end') hangUp();
      if (what === 'line' && !isHungUp) {
        talk.send(input.text);
        input.clear();
      }
    },
    close: talk.close,
  };
}
