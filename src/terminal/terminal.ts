// The terminal: keys, size, questions. The only room that knows raw mode and `prompts`.
import type { ReadStream, WriteStream } from 'node:tty';
import { Input } from './input.ts';
import type { Key, KeyListener } from './keys.ts';
import type { Announcement } from './loans.ts';
import {
  prepareQuestion,
  type Question,
  type QuestionOptions,
  type Selection,
} from './question.ts';
import { breaksLastLine } from './reflow.ts';
import { openWatchdog } from './watchdog.ts';

export type { Key, KeyListener } from './keys.ts';

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

/** What a yes/no question may depend on. */
export interface ConfirmOptions {
  /** It is asked only where nobody else took the keys since it was announced. */
  announcement?: Announcement;
  /** Cuts it off. */
  signal?: AbortSignal;
}

/** The learner's terminal. */
export interface Terminal
  extends Pick<Input, 'listen' | 'onResume' | 'onEnd' | 'announce' | 'lend' | 'suspend'> {
  /** Width and height in columns and rows, now. */
  readonly columns: number;
  readonly rows: number;
  /** Whether making it narrower breaks the last line in two; else it is cut, or nobody knows. */
  readonly breaksLastLine: boolean;
  /** Whether an editor or the shell has the terminal, and so Ctrl-C is none of the tour's business. */
  readonly hasReader: boolean;
  /** Writes text as it is. */
  write(text: string): void;
  /** Calls back whenever the size has changed. */
  onResize(listener: () => void): () => void;
  /** Calls back with true when a question, an editor or the shell draws on the terminal, with false when it is over. */
  onLend(listener: (isLent: boolean) => void): void;
  /**
   * Gives the keys to `listener` until the function returned is called; null where somebody else has them. The
   * walk goes on drawing.
   */
  talk(listener: KeyListener): (() => void) | null;
  /** Asks for one of several choices, once nobody else has the keys. */
  select<T>(
    message: string,
    choices: readonly Choice<T>[],
    options?: SelectOptions,
  ): Promise<Selection<T>>;
  /**
   * Asks a yes/no question; null where the learner declines (Escape, Ctrl-C, or `q`, which then does what it does
   * at any other time), or it was cut off.
   */
  confirm(message: string, preset: boolean, options?: ConfirmOptions): Promise<boolean | null>;
  /** Cuts off the question that is open, and those that wait. */
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
  let tellLent = (_isLent: boolean) => {};
  const keys = new Input({
    stream: input,
    watchdog,
    markPastes: (areMarked) => hasColour && write(areMarked ? PASTE_MARKS.on : PASTE_MARKS.off),
    onLend: (isLent) => tellLent(isLent),
  });
  const asking: Asking = { keys, output, hasColour, open: new Set(), hasAsked: false };
  keys.onEnd(() => leaveAll(asking));

  return {
    get columns() {
      return output.columns || 80;
    },
    get rows() {
      return output.rows || 24;
    },
    breaksLastLine: breaksLastLine(environment),
    get hasReader() {
      return keys.hasReader;
    },
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
    announce: (callOff) => keys.announce(callOff),
    lend: (of, use) => keys.lend(of, use),
    suspend: () => keys.suspend(),
    onLend(listener) {
      tellLent = listener;
    },
    talk(listener) {
      let isRefused = false;
      const refuse = () => {
        isRefused = true;
      };
      const giveBack = keys.borrow({ of: 'talk', listener, begin() {}, refuse });
      return isRefused ? null : giveBack;
    },
    leaveQuestion: () => leaveAll(asking),
    close() {
      leaveAll(asking);
      keys.close();
      // `prompts` hides the cursor, and shows it again only where it comes to its end.
      if (asking.hasAsked) write(SHOW_CURSOR);
    },
    select(message, choices, { selected = 0, hint = ' ', leaveOn = [] } = {}) {
      const definition = {
        type: 'select',
        message,
        choices: choices.map(({ title, value }) => ({ title, value })),
        initial: selected,
        optionsPerPage: Math.max(3, (output.rows || 24) - ROWS_ABOVE_MENU),
        hint,
      };
      const findChoice = (key: Key) => choices.findIndex((choice) => choice.key === key);
      return ask(asking, { definition, findChoice, leaveOn });
    },
    async confirm(message, preset, options = {}) {
      const definition = { type: 'confirm', message, initial: preset };
      const plan = { definition, findChoice: () => -1, leaveOn: ['q'] };
      const answer = await ask<boolean>(asking, plan, options);
      if ('value' in answer) return answer.value;
      if (answer.left === 'q') keys.passOn('q');
      return null;
    },
  };
}

interface Asking {
  keys: Input;
  output: WriteStream;
  hasColour: boolean;
  /** The questions that are open or wait. */
  open: Set<Question>;
  /** Whether there was a question at all. */
  hasAsked: boolean;
}

function leaveAll({ open }: Asking): void {
  for (const question of [...open]) question.leave(null);
}

/** Asks once the keys are to be had; settles in the moment in which the keys are back. */
function ask<T>(
  asking: Asking,
  plan: Pick<QuestionOptions<T>, 'definition' | 'findChoice' | 'leaveOn'>,
  { announcement, signal }: ConfirmOptions = {},
): Promise<Selection<T>> {
  const { keys, output, hasColour, open } = asking;
  return new Promise((resolve, reject) => {
    let giveBack = () => {};
    const settle = (selection: Selection<T>) => {
      open.delete(question);
      giveBack();
      resolve(selection);
    };
    const question = prepareQuestion<T>({
      ...plan,
      hasColour,
      output: {
        write: (text) => void (keys.hasEnded || output.write(text)),
        get columns() {
          return output.columns || 80;
        },
      },
      onSettled: settle,
    });
    open.add(question);
    signal?.addEventListener('abort', () => question.leave(null), { once: true });
    giveBack = keys.borrow(
      {
        of: 'question',
        listener: question,
        begin() {
          asking.hasAsked = true;
          question.open().catch((error) => {
            reject(error);
            question.leave(null);
          });
        },
        refuse: () => question.leave(null),
      },
      announcement,
    );
  });
}
