// A line typed on the last line, while rows appear above it.
import type { Key } from '../terminal/terminal.ts';
import { listCharacters } from '../text/characters.ts';

/** A line being typed. */
export class LineInput {
  #characters: string[] = [];

  /** The text typed so far. */
  get text(): string {
    return this.#characters.join('');
  }

  /** How many characters that is. */
  get length(): number {
    return this.#characters.length;
  }

  /** The last `count` characters of it, or all: drawing a key press must not cost more as the line grows. */
  end(count: number): string {
    return this.#characters.slice(-count).join('');
  }

  /** Takes a key: `line` when it is complete, `end` when the learner is done, null while it goes on. */
  take(key: Key): 'line' | 'end' | null {
    if (key === 'enter') return this.length === 0 ? 'end' : 'line';
    if (key === 'escape' || key === 'ctrl-c' || key === 'ctrl-d') return 'end';
    if (key === 'backspace') this.#characters.pop();
    else if (key === 'ctrl-u') this.clear();
    else if (key === 'tab') this.insert('\t');
    // Any other key of several ASCII characters is a name such as `up`.
    else if ([...key].length === 1 || /[^ -~]/.test(key)) this.insert(key);
    return null;
  }

  /** Adds text at the end. */
  insert(text: string): void {
    // One at a time: a call takes some 120,000 arguments at most.
    for (const character of listCharacters(text)) this.#characters.push(character);
  }

  /** Begins a new line. */
  clear(): void {
    this.#characters = [];
  }
}
