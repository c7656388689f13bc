// The terminal: keys, size, questions. The only room that knows raw mode and `prompts`.
import type { ReadStream, WriteStream } from 'node:tty';
import {
  type Asking,
  askChoice,
  askYesNo,
  type Choice,
  type ConfirmOptions,
  leaveAll,
  type SelectOptions,
} from './asking.ts';
import { Input } from './input.ts';
import type { KeyListener } from './keys.ts';
import type { Selection } from './question.ts';
import { breaksLastLine } from './reflow.ts';
import { openWatchdog } from './watchdog.ts';

export type { Choice } from './asking.ts';
export type { Key, KeyListener } from './keys.ts';

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
    select: (message, choices, options) => askChoice(asking, message, choices, options),
    confirm: (message, preset, options) => askYesNo(asking, message, preset, options),
  };
}
