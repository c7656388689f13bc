// A line typed on the last line, while rows appear above it.
import type { Key } from '../terminal/terminal.ts';
import { listCharacters } from '../text/characters.ts';

/** A line being typed. */
export interface LineInput {
  /** The text typed so far. */
  readonly text: string;
  /** How many characters that is. */
  readonly length: number;
  /** The last `count` characters of it, or all: drawing a key press must not cost more as the line grows. */
  end(count: number): string;
  /** Takes a key: `line` when it is complete, `end` when the learner is done, null while it goes on. */
  take(key: Key): 'line' | 'end' | null;
  /** Adds text at the end. */
  insert(text: string): void;
  /** Begins a new line. */
  clear(): void;
}

/** Opens an empty line. */
export function openLineInput(): LineInput {
  let characters: string[] = [];
  const insert = (text: string) => {
    // One at a time: a call takes some 120,000 arguments at most.
    for (const character of listCharacters(text)) characters.push(character);
  };
  return {
    get text() {
      return characters.join('');
    },
    get length() {
      return characters.length;
    },
    end: (count) => characters.slice(-count).join(''),
    take(key) {
      if (key === 'enter') return characters.length === 0 ? 'end' : 'line';
      if (key === 'escape' || key === 'ctrl-c' || key === 'ctrl-d') return 'end';
      if (key === 'backspace') characters.pop();
      else if (key === 'ctrl-u') characters = [];
      else if (key === 'tab') insert('\t');
      else if (isText(key)) insert(key);
      return null;
    },
    insert,
    clear() {
      characters = [];
    },
  };
}

/** Whether a key is the character that it types, and not a name such as `up`. */
function isText(key: Key): boolean {
  return [...key].length === 1 || /[^ -~]/.test(key);
}
