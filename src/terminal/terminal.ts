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
import { openWatchdog } from './watchdog.ts';

export type { Key } from './keys.ts';

/** What a terminal is opened on. */
export interface TerminalOptions {
  input: ReadStream;
  output: WriteStream;
  /** Without colour no escape sequence is written but those of `prompts`. */
  hasColour: boolean;
  environment: NodeJS.ProcessEnv;
}

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

/** What a yes/no question may depend on; its answers are in English where none are given. */
export interface ConfirmOptions {
  answers?: { yes: string; no: string };
  /** It is asked only where nobody else took the keys since it was announced. */
  announcement?: Announcement;
  /** Cuts it off. */
  signal?: AbortSignal;
}

const PASTE_MARKS = { on: '\u001b[?2004h', off: '\u001b[?2004l' };
const SHOW_CURSOR = '\u001b[?25h';
/** What a menu leaves to the lines above it, in rows. */
const ROWS_ABOVE_MENU = 4;

/** The learner's terminal: its keys, and what is written to it. */
export class Terminal extends Input {
  /** Whether making it narrower breaks the last line in two; else it is cut, or nobody knows. */
  readonly breaksLastLine: boolean;
  readonly #output: WriteStream;
  readonly #hasColour: boolean;
  readonly #lending: { tell(isLent: boolean): void };
  /** The questions that are open or wait. */
  readonly #questions = new Set<Question>();
  #hasAsked = false;

  /** Opens the terminal on a pair of streams that are terminals. */
  constructor({ input, output, hasColour, environment }: TerminalOptions) {
    const lending = { tell: (_isLent: boolean) => {} };
    super({
      stream: input,
      watchdog: openWatchdog((output as WriteStream & { fd: number }).fd, hasColour),
      markPastes: (areMarked) =>
        hasColour && output.write(areMarked ? PASTE_MARKS.on : PASTE_MARKS.off),
      onLend: (isLent) => lending.tell(isLent),
    });
    this.#output = output;
    this.#hasColour = hasColour;
    this.#lending = lending;
    this.breaksLastLine = breaksLastLine(environment);
    this.onEnd(() => this.leaveQuestion());
  }

  /** Its width in columns, now. */
  get columns(): number {
    return this.#output.columns || 80;
  }

  /** Its height in rows, now. */
  get rows(): number {
    return this.#output.rows || 24;
  }

  /** Writes text as it is. */
  write(text: string): void {
    if (!this.hasEnded) this.#output.write(text);
  }

  /** Calls back whenever the size has changed. */
  onResize(listener: () => void): () => void {
    this.#output.on('resize', listener);
    return () => this.#output.off('resize', listener);
  }

  /** Calls back with true when a question, an editor or the shell draws on the terminal, with false when it is over. */
  onLend(listener: (isLent: boolean) => void): void {
    this.#lending.tell = listener;
  }

  /**
   * Gives the keys to `listener` until the function returned is called; null where somebody else has them. The
   * walk goes on drawing.
   */
  talk(listener: KeyListener): (() => void) | null {
    let isRefused = false;
    const refuse = () => {
      isRefused = true;
    };
    const giveBack = this.borrow({ of: 'talk', listener, begin() {}, refuse });
    return isRefused ? null : giveBack;
  }

  /** Asks for one of several choices, once nobody else has the keys. */
  select<T>(
    message: string,
    choices: readonly Choice<T>[],
    { selected = 0, hint = ' ', leaveOn = [] }: SelectOptions = {},
  ): Promise<Selection<T>> {
    const definition = {
      type: 'select',
      message,
      choices: choices.map(({ title, value }) => ({ title, value })),
      initial: selected,
      optionsPerPage: Math.max(3, this.rows - ROWS_ABOVE_MENU),
      hint,
    };
    const findChoice = (key: Key) => choices.findIndex((choice) => choice.key === key);
    return this.#ask({ definition, findChoice, leaveOn });
  }

  /**
   * Asks a yes/no question; null where the learner declines (Escape, Ctrl-C, or `q`, which then does what it does
   * at any other time), or it was cut off.
   */
  async confirm(
    message: string,
    preset: boolean,
    options: ConfirmOptions = {},
  ): Promise<boolean | null> {
    const definition = { type: 'confirm', message, initial: preset, ...options.answers };
    const plan = { definition, findChoice: () => -1, leaveOn: ['q'] };
    const answer = await this.#ask<boolean>(plan, options);
    if ('value' in answer) return answer.value;
    if (answer.left === 'q') this.passOn('q');
    return null;
  }

  /** Cuts off the question that is open, and those that wait. */
  leaveQuestion(): void {
    for (const question of [...this.#questions]) question.leave(null);
  }

  override close(): void {
    this.leaveQuestion();
    super.close();
    // `prompts` hides the cursor, and shows it again only where it comes to its end.
    if (this.#hasAsked) this.#output.write(SHOW_CURSOR);
  }

  /** Asks once the keys are to be had; settles in the moment in which the keys are back. */
  #ask<T>(
    plan: Pick<QuestionOptions<T>, 'definition' | 'findChoice' | 'leaveOn'>,
    { announcement, signal }: ConfirmOptions = {},
  ): Promise<Selection<T>> {
    const write = (text: string) => this.write(text);
    const findColumns = () => this.columns;
    return new Promise((resolve, reject) => {
      let giveBack = () => {};
      const question = prepareQuestion<T>({
        ...plan,
        hasColour: this.#hasColour,
        output: {
          write,
          get columns() {
            return findColumns();
          },
        },
        onSettled: (selection) => {
          this.#questions.delete(question);
          giveBack();
          resolve(selection);
        },
      });
      this.#questions.add(question);
      signal?.addEventListener('abort', () => question.leave(null), { once: true });
      const begin = () => {
        this.#hasAsked = true;
        question.open().catch((error) => {
          reject(error);
          question.leave(null);
        });
      };
      const refuse = () => question.leave(null);
      giveBack = this.borrow({ of: 'question', listener: question, begin, refuse }, announcement);
    });
  }
}

/**
 * Whether a terminal made narrower breaks the line of the cursor in two, as it does with all others. Some cut it
 * (xterm.js, and so VS Code; xterm; the Linux console): where it isn't known that a terminal breaks it, moving up to
 * erase the line's beginning would erase a line that is not ours.
 */
function breaksLastLine(environment: NodeJS.ProcessEnv): boolean {
  const { TERM = '', TERM_PROGRAM = '', TMUX, VTE_VERSION } = environment;
  if (TMUX || VTE_VERSION || environment.WT_SESSION || environment.KONSOLE_VERSION) return true;
  if (/^(iTerm\.app|Apple_Terminal|WezTerm|ghostty)$/i.test(TERM_PROGRAM)) return true;
  return /^(xterm-(kitty|ghostty)|alacritty|foot|wezterm)/.test(TERM);
}
