// A question of `prompts`. What that package does badly is dealt with here, and nowhere else.
import { PassThrough } from 'node:stream';
import type { Key, KeyListener } from './keys.ts';

/** What came of a question: a value, or the key that left it; null where the tour cut it off or the terminal ended. */
export type Selection<T> = { value: T } | { left: Key | null };

/** What a question needs. */
export interface QuestionOptions<T> {
  /** What `prompts` takes, but for its name and its streams. */
  definition: Record<string, unknown>;
  /** Where it is drawn. */
  output: { write(text: string): void; readonly columns: number };
  hasColour: boolean;
  /** Keys that leave it, beside Escape, Ctrl-C and Ctrl-D. */
  leaveOn: readonly Key[];
  /** The index of the choice that a key goes to; below 0 where it goes to none. */
  findChoice(key: Key): number;
  /** Called once, before the next key is looked at. */
  onSettled(selection: Selection<T>): void;
}

/** A question; keys that come before it is drawn can leave it, and are no answer. */
export interface Question extends KeyListener {
  /** Draws it; settles once it is drawn or was left. */
  open(): Promise<void>;
  /** Leaves it, open or not. */
  leave(key: Key | null): void;
}

/** What `prompts` lets be done with an open question: it shows itself to `onRender`, as `this`. */
interface Element {
  abort(): void;
  once(event: 'submit' | 'abort', listener: (value: never) => void): void;
  moveCursor?(index: number): void;
  render(): void;
  choices?: { title: string }[];
  noMsg?: string;
  yesMsg?: string;
}

const LEAVING: readonly Key[] = ['escape', 'ctrl-c', 'ctrl-d'];

/**
 * Opens no question yet. `prompts` would read the terminal itself, and fail at keys that type nothing; so it
 * gets a stream of its own, and each key from here.
 */
export function prepareQuestion<T>(options: QuestionOptions<T>): Question {
  const { definition, output, hasColour, leaveOn, findChoice, onSettled } = options;
  const keys = new PassThrough();
  let element: Element | null = null;
  let isSettled = false;
  let last: Key | null = null;

  function settle(selection: Selection<T>): void {
    if (isSettled) return;
    isSettled = true;
    keys.destroy();
    onSettled(selection);
  }

  function leave(key: Key | null): void {
    if (isSettled) return;
    last = key;
    if (!element) {
      settle({ left: key });
      return;
    }
    // The choice under the cursor would stay on the screen as if it were the answer.
    for (const choice of element.choices ?? []) choice.title = '';
    element.yesMsg = '';
    element.noMsg = '';
    element.abort();
  }

  /** Takes hold of the question as it is drawn first. */
  function meet(drawn: Element): void {
    if (element) return;
    element = drawn;
    drawn.once('submit', (value) => settle({ value }));
    drawn.once('abort', () => settle({ left: last }));
  }

  return {
    async open() {
      // It does not honour NO_COLOR.
      if (!hasColour) process.env.NODE_DISABLE_COLORS = '1';
      const { default: prompts } = await import('prompts');
      if (isSettled) return;
      const question = {
        ...definition,
        name: 'answer',
        stdin: keys,
        stdout: output,
        onRender(this: Element) {
          meet(this);
        },
      };
      prompts(question as never).catch(() => settle({ left: null }));
    },
    leave,
    onKey(key) {
      const index = findChoice(key);
      if (LEAVING.includes(key) || (index < 0 && leaveOn.includes(key))) leave(key);
      else if (element && index >= 0) {
        element.moveCursor?.(index);
        element.render();
      } else if (element) keys.emit('keypress', ...toKeypress(key));
    },
    // What was copied from elsewhere is no answer.
    onPaste() {},
  };
}

/** A key as Node tells of it; its text is never undefined, which `prompts` takes for granted. */
function toKeypress(key: Key): [text: string, { name: string; ctrl: boolean }] {
  const ctrl = key.startsWith('ctrl-');
  const name = ctrl ? key.slice('ctrl-'.length) : key.toLowerCase();
  const isText = [...key].length === 1;
  return [isText ? key : '', { name: name === 'enter' ? 'return' : name, ctrl }];
}
