// The terminal: keys, size, questions. The only room that knows raw mode and `prompts`.
import type { ReadStream, WriteStream } from 'node:tty';
import { Input } from './terminal/input.ts';
import type { Key } from './terminal/keys.ts';
import { breaksLastLine } from './terminal/reflow.ts';
import { openWatchdog, type Watchdog } from './terminal/watchdog.ts';

export type { KeyListener } from './terminal/input.ts';
export type { Key } from './terminal/keys.ts';

/** A choice of a menu. */
export interface Choice<T> {
  title: string;
  value: T;
  /** A key that goes to the choice. */
  key?: Key;
}

/** How a menu begins, and what else it listens to. */
export interface SelectOptions {
  /** The index of the choice that is selected first. */
  selected?: number;
  /** Shown beside the message. */
  hint?: string;
  /** Keys that leave the menu, beside Escape and Ctrl-C. */
  leaveOn?: readonly Key[];
}

/** What came of a menu: the choice's value, or the key that left it; `end` where the terminal ended. */
export type Selection<T> = { value: T } | { left: Key };

/** The learner's terminal. */
export interface Terminal
  extends Pick<Input, 'listen' | 'onResume' | 'onEnd' | 'lend' | 'suspend'> {
  /** Width and height in columns and rows, now. */
  readonly columns: number;
  readonly rows: number;
  /** Whether making it narrower breaks the last line in two; else it is cut, or nobody knows. */
  readonly breaksLastLine: boolean;
  /** Writes text as it is. */
  write(text: string): void;
  /** Calls back whenever the size has changed. */
  onResize(listener: () => void): () => void;
  /** Asks for one of several choices. */
  select<T>(
    message: string,
    choices: readonly Choice<T>[],
    options?: SelectOptions,
  ): Promise<Selection<T>>;
  /** Asks a yes/no question; null where the learner declines (Escape, Ctrl-C) or the terminal ends. */
  confirm(message: string, preset: boolean): Promise<boolean | null>;
  /** Leaves the question that is open, if one is, as Escape does. */
  leaveQuestion(): void;
  /** Puts the terminal back as it was found. */
  close(): void;
}

/** What a terminal is opened on. */
export interface TerminalOptions {
  input: ReadStream;
  output: WriteStream;
  /** Without colour no escape sequence is written but those of `prompts`. */
  hasColour: boolean;
  environment: NodeJS.ProcessEnv;
}

const PASTE_MARKS = { on: '\u001b[?2004h', off: '\u001b[?2004l' };
const SHOW_CURSOR = '\u001b[?25h';
/** What a menu leaves to the lines above it, in rows. */
const ROWS_ABOVE_MENU = 4;

/** Opens the terminal on a pair of streams that are terminals. */
export function openTerminal({ input, output, hasColour, environment }: TerminalOptions): Terminal {
  const watchdog = openWatchdog((output as WriteStream & { fd: number }).fd, hasColour);
  const write = (text: string) => void output.write(text);
  const keys = new Input({
    stream: input,
    watchdog,
    markPastes: (areMarked) => hasColour && write(areMarked ? PASTE_MARKS.on : PASTE_MARKS.off),
  });
  const asking: Asking = { keys, watchdog, hasColour, open: null, leaves: 0, hasAsked: false };

  return {
    get columns() {
      return output.columns || 80;
    },
    get rows() {
      return output.rows || 24;
    },
    breaksLastLine: breaksLastLine(environment),
    write(text) {
      if (!keys.hasEnded) write(text);
    },
    onResize(callback) {
      output.on('resize', callback);
      return () => output.off('resize', callback);
    },
    listen: (listener) => keys.listen(listener),
    onResume: (listener) => keys.onResume(listener),
    onEnd: (listener) => keys.onEnd(listener),
    lend: (use) => keys.lend(use),
    suspend: () => keys.suspend(),
    leaveQuestion() {
      asking.leaves += 1;
      asking.open?.abort?.();
    },
    close() {
      asking.leaves += 1;
      keys.close();
      // `prompts` hides the cursor, and shows it again only where it comes to its end.
      if (asking.hasAsked) write(SHOW_CURSOR);
    },
    select(message, choices, { selected = 0, hint = ' ', leaveOn = [] } = {}) {
      const question = {
        type: 'select',
        message,
        choices: choices.map(({ title, value }) => ({ title, value })),
        initial: selected,
        optionsPerPage: Math.max(3, (output.rows || 24) - ROWS_ABOVE_MENU),
        hint,
      };
      return ask(asking, question, (key, element) => {
        const index = choices.findIndex((choice) => choice.key === key);
        if (index >= 0) goTo(element, index);
        if (leaveOn.includes(key)) element.abort?.();
      });
    },
    async confirm(message, preset) {
      const question = { type: 'confirm', message, initial: preset };
      const answer = await ask<boolean>(asking, question, () => {});
      return 'value' in answer ? answer.value : null;
    },
  };
}

/** What `prompts` lets be done with an open question: it shows itself to `onRender`, as `this`. */
interface Element {
  abort?(): void;
  moveCursor?(index: number): void;
  render?(): void;
}

function goTo(element: Element, index: number): void {
  element.moveCursor?.(index);
  element.render?.();
}

interface Asking {
  keys: Input;
  watchdog: Watchdog;
  hasColour: boolean;
  /** The question that is open. */
  open: Element | null;
  /** How often questions were left: one that is being opened meanwhile is not asked any more. */
  leaves: number;
  /** Whether there was a question at all. */
  hasAsked: boolean;
}

/**
 * Asks through `prompts`, which neither honours NO_COLOR nor settles when its input ends. It takes its keys
 * from the same stream; `onKey` is told of each before it.
 */
async function ask<T>(
  asking: Asking,
  question: Record<string, unknown>,
  onKey: (key: Key, element: Element) => void,
): Promise<Selection<T>> {
  const { keys, watchdog, hasColour } = asking;
  if (!hasColour) process.env.NODE_DISABLE_COLORS = '1';
  const { leaves } = asking;
  const isLeft = () => asking.leaves !== leaves;
  const { default: prompts } = await import('prompts');
  if (isLeft()) return { left: 'end' };
  asking.hasAsked = true;
  let last: Key = 'escape';
  const ask = async (): Promise<Selection<T>> => {
    const { answer } = await prompts({
      ...question,
      name: 'answer',
      onRender(this: Element) {
        asking.open = this;
        // It was left between being asked and being shown.
        if (isLeft()) setImmediate(() => this.abort?.());
      },
    } as never);
    return answer === undefined ? { left: last } : { value: answer };
  };
  return keys.lend(async () => {
    const stop = keys.overhear((key) => {
      last = key;
      if (asking.open) onKey(key, asking.open);
    });
    let forget = () => {};
    const ended = new Promise<Selection<T>>((resolve) => {
      forget = keys.onEnd(() => resolve({ left: 'end' }));
    });
    watchdog.tell(true);
    try {
      return await Promise.race([ask(), ended]);
    } finally {
      asking.open = null;
      watchdog.tell(false);
      stop();
      forget();
    }
  });
}
