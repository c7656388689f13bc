// Names the keys that the learner pressed, from what the terminal sends.
import type { Key as NodeKey } from 'node:readline';

/**
 * A key as the learner pressed it: the character it types, case and all, or a name: `enter`, `escape`, `up`,
 * `ctrl-c`, `alt-x`.
 */
export type Key = string;

/** Takes keys. */
export interface KeyListener {
  onKey(key: Key): void;
  /** Takes text that was pasted; its line endings are `\n`. */
  onPaste(text: string): void;
}

const NAMES: Readonly<Record<string, Key>> = { return: 'enter', enter: 'enter' };

/** The name of a key, or null where the terminal's sequence names none. */
export function nameKey(text: string | undefined, key: NodeKey): Key | null {
  if (key.name && NAMES[key.name]) return NAMES[key.name] as Key;
  if (key.ctrl && key.name) return `ctrl-${key.name}`;
  if (key.meta && key.name && key.name !== 'escape') return `alt-${key.name}`;
  // A character is what was typed, case and all; its name is always in lower case.
  if (text !== undefined && text >= ' ' && text !== '\x7f' && !text.startsWith('\x1b')) return text;
  // Node calls a sequence that it doesn't know `undefined`, as a string.
  return key.name === 'undefined' ? null : (key.name ?? null);
}

/** Collects what lies between the marks of a paste (bracketed paste mode). */
export interface PasteReader {
  /** Takes a key of the terminal's; true where it belongs to a paste, so it is no key press. */
  take(text: string | undefined, key: NodeKey): boolean;
}

/**
 * How many characters a paste brings at the least within so many ms, until it ends. The mark of its end can get lost:
 * while a shell has the terminal, a line longer than the system's buffer is cut. Every key would be taken for pasted
 * text from then on; but keys that are pressed, or repeated by a keyboard, bring fewer.
 */
const PASTE = { characters: 64, ms: 2000 };

/** Opens a reader that passes on each paste, its line endings as `\n`. */
export function openPasteReader(onPaste: (text: string) => void): PasteReader {
  let pasted: string | null = null;
  let timer: NodeJS.Timeout | undefined;

  function end(): void {
    clearTimeout(timer);
    const text = pasted ?? '';
    pasted = null;
    onPaste(text.replace(/\r\n?/g, '\n'));
  }

  function watch(length: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const now = pasted?.length ?? 0;
      if (now - length < PASTE.characters) end();
      else watch(now);
    }, PASTE.ms).unref();
  }

  return {
    take(text, { name, sequence }) {
      if (name === 'paste-end') end();
      else if (name === 'paste-start') {
        pasted = '';
        watch(0);
      } else if (pasted !== null) pasted += sequence ?? text ?? '';
      else return false;
      return true;
    },
  };
}
