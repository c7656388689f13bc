// The keyboard of a lesson: which key does what, and what is said to a key that does nothing.
import type { Key, KeyListener } from '../../terminal.ts';
import type { Language } from '../../text/language.ts';
import { walkMessages } from '../../text/messages/walk.ts';
import type { Conversation } from './conversation.ts';

/** Takes keys. */
export interface Keyboard extends KeyListener {
  /** What there is to say to the key pressed last; often nothing. */
  readonly remark: string;
  /** Drops it, since something else has happened. */
  dropRemark(): void;
}

/** What a keyboard needs. */
export interface KeyboardOptions {
  actions: Readonly<Record<Key, () => unknown>>;
  /** The conversation that has the keys, or null. */
  getConversation(): Conversation | null;
  getLanguage(): Language;
  /** Does what a key asks for. */
  act(action: () => unknown): void;
  /** Called after each key. */
  onChange(): void;
}

/** Opens a keyboard. */
export function openKeyboard(options: KeyboardOptions): Keyboard {
  const { actions, getConversation, getLanguage, act, onChange } = options;
  let remark = '';

  function name(key: Key): string {
    return key === ' ' ? walkMessages[getLanguage()].space : key;
  }

  return {
    get remark() {
      return remark;
    },
    dropRemark() {
      remark = '';
    },
    onKey(key) {
      const conversation = getConversation();
      const action = Object.hasOwn(actions, key) ? actions[key] : undefined;
      remark = '';
      if (conversation) conversation.take(key);
      else if (action) act(action);
      else remark = walkMessages[getLanguage()].unknownKey(name(key));
      onChange();
    },
    onPaste(text) {
      const conversation = getConversation();
      remark = conversation ? '' : walkMessages[getLanguage()].notPasted;
      conversation?.paste(text);
      onChange();
    },
  };
}
