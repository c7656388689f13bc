// Talking: who asks to talk gets the keys for a conversation, one at a time, until it ends.
import type { Terminal } from '../terminal/terminal.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { type Conversation, openConversation } from './conversation.ts';
import type { LessonText } from './lesson-text.ts';
import type { Programs } from './programs.ts';

/** Talks to the server of a lesson. */
export interface Talking {
  /** Begins a conversation, where a server listens and nobody else has the keys; settles when it ends. */
  talk(): Promise<void>;
  /** What the last line shows of a conversation, in `columns`; null where there is none. */
  describe(columns: number): string | null;
  /** Ends the conversation. */
  close(): void;
}

/** What talking needs. */
export interface TalkingOptions {
  text: LessonText;
  terminal: Pick<Terminal, 'talk'>;
  programs: Pick<Programs, 'address' | 'stage'>;
  /** Called when what the last line shows has changed. */
  onChange(): void;
}

/** Opens what talks to a server; nobody talks yet. */
export function openTalking({ text, terminal, programs, onChange }: TalkingOptions): Talking {
  let conversation: Conversation | null = null;
  const { tell } = text;

  function takeKeys(): (() => void) | null {
    return terminal.talk({
      onKey(key) {
        conversation?.take(key);
        onChange();
      },
      onPaste(pasted) {
        conversation?.paste(pasted);
        onChange();
      },
    });
  }

  return {
    async talk() {
      const { language } = text;
      const { address, stage } = programs;
      const say = walkMessages[language];
      if (address === null) return tell(say.talkNoServer);
      const giveBack = takeKeys();
      if (!giveBack) return;
      tell(say.talkOpen(address));
      conversation = openConversation({ stage, address, language, tell });
      onChange();
      try {
        await conversation.ended;
      } finally {
        conversation = null;
        giveBack();
        onChange();
      }
    },
    describe: (columns) => conversation?.describe(columns) ?? null,
    close: () => conversation?.close(),
  };
}
