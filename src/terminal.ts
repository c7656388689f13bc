// The terminal: keys, size, questions. The only file that knows raw mode and `prompts`.
import { emitKeypressEvents, type Key as NodeKey } from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';

/** A key as the learner pressed it: a character, or a name such as `enter`, `escape`, `ctrl-c`. */
export type Key = string;

/** A choice of a menu. */
export interface Choice<T> {
  title: string;
  value: T;
  /** Shown below the menu while the choice is selected. */
  description?: string;
}

/** The learner's terminal. */
export interface Terminal {
  /** Width and height in columns and rows, now. */
  readonly columns: number;
  readonly rows: number;
  /** Writes text as it is. */
  write(text: string): void;
  /** Calls back for each key from now on, until the function returned is called. */
  onKey(listener: (key: Key) => void): () => void;
  /** Calls back whenever the size has changed. */
  onResize(listener: () => void): () => void;
  /** Calls back when the terminal is gone. */
  onEnd(listener: () => void): () => void;
  /** Asks for one of several choices; null where the learner declines (Escape, Ctrl-C) or the terminal ends. */
  select<T>(message: string, choices: readonly Choice<T>[], selected?: number): Promise<T | null>;
  /** Asks a yes/no question; null as in `select`. */
  confirm(message: string, preset: boolean): Promise<boolean | null>;
  /** Lends the terminal to another program (an editor, the shell after Ctrl-Z) until `use` has settled. */
  lend<T>(use: () => Promise<T>): Promise<T>;
  /** Puts the terminal back as it was found. */
  close(): void;
}

const NAMES: Record<string, Key> = { return: 'enter', enter: 'enter' };

function nameKey(text: string | undefined, key: NodeKey): Key | null {
  if (key.ctrl && key.name) return `ctrl-${key.name}`;
  if (key.name && NAMES[key.name]) return NAMES[key.name] as Key;
  // A character is what was typed, case and all; its name is always in lower case.
  if (text !== undefined && text >= ' ' && text !== '\x7f' && !text.startsWith('\x1b')) return text;
  return key.name ?? null;
}

/** Opens the terminal on a pair of streams that are terminals. */
export function openTerminal(input: ReadStream, output: WriteStream, hasColour: boolean): Terminal {
  emitKeypressEvents(input);
  let listener: ((key: Key) => void) | null = null;
  const ends = new Set<() => void>();
  let hasEnded = false;

  const take = (text: string | undefined, key: NodeKey) => {
    const name = nameKey(text, key);
    if (name !== null) listener?.(name);
  };
  const finish = () => {
    hasEnded = true;
    for (const end of [...ends]) end();
  };
  input.on('keypress', take);
  input.on('end', finish);
  input.on('close', finish);
  // Reading from a terminal that was closed fails with EIO; that is an end like any other.
  input.on('error', finish);

  function listen(isListening: boolean): void {
    if (hasEnded) return;
    try {
      input.setRawMode(isListening);
    } catch {
      // The terminal went away between two events; `end` follows.
    }
    if (isListening) input.resume();
    else input.pause();
  }

  const terminal: Terminal = {
    get columns() {
      return output.columns || 80;
    },
    get rows() {
      return output.rows || 24;
    },
    write: (text) => void output.write(text),
    onKey(callback) {
      listener = callback;
      listen(true);
      return () => {
        if (listener !== callback) return;
        listener = null;
        listen(false);
      };
    },
    onResize(callback) {
      output.on('resize', callback);
      return () => output.off('resize', callback);
    },
    onEnd(callback) {
      ends.add(callback);
      if (hasEnded) callback();
      return () => ends.delete(callback);
    },
    select: (message, choices, selected = 0) =>
      ask(terminal, hasColour, {
        type: 'select',
        message,
        choices: choices.map((choice) => ({ ...choice })),
        initial: selected,
        optionsPerPage: Math.max(3, terminal.rows - 4),
        hint: ' ',
      }),
    confirm: (message, preset) =>
      ask(terminal, hasColour, { type: 'confirm', message, initial: preset }),
    async lend(use) {
      const borrower = listener;
      listener = null;
      listen(false);
      try {
        return await use();
      } finally {
        listener = borrower;
        if (borrower) listen(true);
      }
    },
    close() {
      listener = null;
      listen(false);
      input.off('keypress', take);
      input.unref();
    },
  };
  return terminal;
}

type Question = Record<string, unknown>;

/** Asks through `prompts`, which neither honours NO_COLOR nor settles when its input ends. */
async function ask<T>(
  terminal: Terminal,
  hasColour: boolean,
  question: Question,
): Promise<T | null> {
  if (!hasColour) process.env.NODE_DISABLE_COLORS = '1';
  const { default: prompts } = await import('prompts');
  return terminal.lend(async () => {
    let forget = () => {};
    const ended = new Promise<null>((resolve) => {
      forget = terminal.onEnd(() => resolve(null));
    });
    const answered = prompts({ ...question, name: 'answer' } as never).then(
      ({ answer }: { answer?: T }) => answer ?? null,
    );
    try {
      return await Promise.race([answered, ended]);
    } finally {
      forget();
    }
  });
}
