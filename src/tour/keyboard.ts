// The keyboard of a lesson: which key does what, and what is shown for a key that does nothing.
import type { Key, KeyListener } from '../terminal/terminal.ts';
import type { Language } from '../text/language.ts';
import { walkMessages } from '../text/messages/walk.ts';

/** Takes keys. */
export interface Keyboard extends KeyListener {
  /** What to say about the key pressed last; often nothing. */
  readonly remark: string;
  /** Drops it, because something else has happened. */
  dropRemark(): void;
}

/** What a keyboard needs. */
export interface KeyboardOptions {
  actions: Readonly<Record<Key, () => unknown>>;
  getLanguage(): Language;
  /** Does what a key asks for. */
  act(action: () => unknown): void;
  /** Called after each key. */
  onChange(): void;
}

/** Opens a keyboard. */
export function openKeyboard(options: KeyboardOptions): Keyboard {
  const { actions, getLanguage, act, onChange } = options;
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
      const action = Object.hasOwn(actions, key) ? actions[key] : undefined;
      remark = '';
      if (action) act(action);
      else remark = walkMessages[getLanguage()].unknownKey(name(key));
      onChange();
    },
    onPaste() {
      remark = walkMessages[getLanguage()].notPasted;
      onChange();
    },
  };
}
