// A real terminal for tests: a program in a pty, and what an emulator shows of it.
import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { TOUR } from './command.ts';
import { MARKER } from './processes.ts';
import { readShown, type Shown } from './styled-rows.ts';

/** How to open a terminal. */
export interface TerminalOptions {
  /** 100 and 30 by default. */
  columns?: number;
  rows?: number;
  /** Where the program runs; absolute. */
  cwd: string;
  /** Variables beside a small, fixed environment; undefined takes one away. */
  environment?: Record<string, string | undefined>;
  /** Whether a resize also reflows the line with the cursor, as tmux, VTE and iTerm do and xterm.js doesn't. */
  reflowsLastLine?: boolean;
  /** Marks the program and all that it starts, for `findProcesses`. */
  marker?: string;
}

/** Which part of the terminal to read. */
export interface Look {
  /** Whether the scrollback belongs to it. */
  scrollback?: boolean;
}

/** What is waited for. */
export interface Wait extends Look {
  /** What it is, for the error. */
  what: string;
  /** How long it may take, in ms; 60 s by default. */
  ms?: number;
}

/** How a program ended; `signal` is 0 where none ended it. */
export interface TerminalExit {
  code: number;
  signal: number;
}

/** A terminal with a program in it. */
export interface TestTerminal {
  readonly pid: number;
  /** The lines shown, without blanks at their ends, down to the last one that isn't empty. */
  screen(look?: Look): string[];
  /** The lines shown that the terminal had to break because they were too long. */
  broken(): string[];
  /** What is shown, with its looks. */
  shown(): Shown;
  /** Calls this whenever something was drawn. */
  onDrawn(call: () => void): void;
  /** Everything the program wrote, escape sequences included, as far as it is drawn. */
  readonly output: string;
  /** Settles with the lines once they pass `test`; tested whenever something was drawn. */
  waitFor(test: RegExp | ((lines: string[]) => boolean), wait: Wait): Promise<string[]>;
  /** Types text or keys by name (`KEYS`), one after the other. */
  press(...keys: string[]): void;
  /** Changes the size, as when a window is dragged. */
  resize(columns: number, rows: number): void;
  readonly exited: Promise<TerminalExit>;
  /** Settles when the program has ended; throws where it doesn't in time. */
  waitForExit(ms?: number): Promise<TerminalExit>;
  /** Sends the program a signal, unless it has ended. */
  kill(signal: NodeJS.Signals): void;
  /** Closes the terminal, as when a window is closed. */
  close(): void;
}

/** What keys send. */
export const KEYS = {
  enter: '\r',
  escape: '\u001b',
  up: '\u001b[A',
  down: '\u001b[B',
  backspace: '\u007f',
  'ctrl-c': '\u0003',
  'ctrl-d': '\u0004',
  'ctrl-u': '\u0015',
  'ctrl-z': '\u001a',
} as const;

const DEADLINE_MS = 60_000;
const SCROLLBACK = 20_000;

/** The command line that starts the tour with these words. */
export function tourCommand(...words: string[]): [string, ...string[]] {
  return [...TOUR, ...words];
}

/** Opens a terminal with a program in it. */
export function openTestTerminal(
  [file, ...words]: readonly [string, ...string[]],
  options: TerminalOptions,
): TestTerminal {
  const { columns = 100, rows = 30, cwd } = options;
  const pty = spawn(file, words, {
    name: options.environment?.TERM ?? 'xterm-256color',
    cols: columns,
    rows,
    cwd,
    env: composeEnvironment(options),
  });
  const screen = new xterm.Terminal({
    cols: columns,
    rows,
    scrollback: SCROLLBACK,
    allowProposedApi: true,
    reflowCursorLine: options.reflowsLastLine ?? false,
  });
  return new Opened(pty, screen);
}

function composeEnvironment({ environment, marker }: TerminalOptions): Record<string, string> {
  const { PATH, HOME, TMPDIR, SystemRoot, ComSpec, APPDATA } = process.env;
  const given = {
    PATH,
    HOME,
    TMPDIR,
    SystemRoot,
    ComSpec,
    APPDATA,
    LANG: 'en_US.UTF-8',
    PORT: '0',
    [MARKER]: marker,
    ...environment,
  };
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

class Opened implements TestTerminal {
  readonly exited: Promise<TerminalExit>;
  output = '';
  readonly #pty: IPty;
  readonly #screen: xterm.Terminal;
  readonly #watchers = new Set<() => void>();
  readonly #waits = new Set<() => void>();
  #due: NodeJS.Timeout | null = null;
  /** How long the last look of those who wait took, in ms. */
  #took = 0;
  #exit: TerminalExit | null = null;

  constructor(pty: IPty, screen: xterm.Terminal) {
    this.#pty = pty;
    this.#screen = screen;
    pty.onData((text) => {
      screen.write(text, () => {
        this.output += text;
        this.#look();
      });
    });
    // The program's questions to its terminal (where the cursor is, what it can do) are answered.
    screen.onData((text) => pty.write(text));
    this.exited = new Promise((resolve) => {
      pty.onExit(({ exitCode, signal = 0 }) => {
        this.#exit = { code: exitCode, signal };
        // The latest output may not be drawn yet.
        screen.write('', () => {
          this.#look();
          resolve({ code: exitCode, signal });
        });
      });
    });
  }

  get pid() {
    return this.#pty.pid;
  }

  screen({ scrollback = false }: Look = {}): string[] {
    const { active } = this.#screen.buffer;
    const first = scrollback ? 0 : active.baseY;
    const lines: string[] = [];
    for (let index = first; index < active.length; index += 1) {
      lines.push(active.getLine(index)?.translateToString(true) ?? '');
    }
    return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
  }

  broken(): string[] {
    const { active } = this.#screen.buffer;
    const rows = Array.from({ length: this.#screen.rows }, (_, row) => active.baseY + row);
    const isBroken = (row: number) => active.getLine(row + 1)?.isWrapped ?? false;
    return rows.filter(isBroken).map((row) => active.getLine(row)?.translateToString(true) ?? '');
  }

  shown(): Shown {
    return readShown(this.#screen.buffer.active);
  }

  onDrawn(call: () => void): void {
    this.#watchers.add(call);
  }

  waitFor(test: RegExp | ((lines: string[]) => boolean), wait: Wait): Promise<string[]> {
    const passes = (lines: string[]) =>
      typeof test === 'function' ? test(lines) : test.test(lines.join('\n'));
    return this.#wait(wait.what, wait.ms, () => {
      const lines = this.screen(wait);
      return passes(lines) ? lines : null;
    });
  }

  press(...keys: string[]): void {
    for (const key of keys) this.#pty.write(KEYS[key as keyof typeof KEYS] ?? key);
  }

  resize(columns: number, rows: number): void {
    this.#screen.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  waitForExit(ms?: number): Promise<TerminalExit> {
    return this.#wait('the program to end', ms, () => this.#exit);
  }

  kill(signal: NodeJS.Signals): void {
    if (!this.#exit) process.kill(this.pid, signal);
  }

  close(): void {
    (this.#pty as IPty & { destroy(): void }).destroy();
  }

  #look(): void {
    for (const watch of this.#watchers) watch();
    // A look at all of a flood takes longer than drawing a part of it, and would fall behind.
    this.#due ??= setTimeout(() => {
      this.#due = null;
      const start = performance.now();
      for (const look of this.#waits) look();
      this.#took = performance.now() - start;
    }, this.#took);
  }

  #wait<T>(what: string, ms = DEADLINE_MS, find: () => T | null): Promise<T> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        this.#waits.delete(watch);
        settle();
      };
      const fail = (why: string) => {
        const shown = this.screen({ scrollback: true }).slice(-60).join('\n');
        finish(() => reject(new Error(`${why} while waiting for ${what}; shown:\n${shown}`)));
      };
      const watch = () => {
        const found = find();
        if (found !== null) finish(() => resolve(found));
        else if (this.#exit) fail(`the program ended (code ${this.#exit.code})`);
      };
      const timer = setTimeout(() => fail(`${ms} ms passed`), ms);
      this.#waits.add(watch);
      watch();
    });
  }
}
