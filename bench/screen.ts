// A terminal with a program in it, read as the bytes arrive, so that output is timed when it becomes visible.
import { type IPty, spawn } from '@lydell/node-pty';
import { environment } from './process.ts';

/** A program in a terminal of 140 columns. */
export interface Screen {
  readonly pid: number;
  /** All output so far. */
  readonly text: string;
  /** Resolves to the time (`performance.now()`) at which `what` had arrived, after the first `from` characters. */
  until(what: string | RegExp, from?: number): Promise<number>;
  type(text: string): void;
  /** Ends the program; resolves to the time at which it was gone. */
  stop(signal?: NodeJS.Signals): Promise<number>;
  readonly gone: Promise<number>;
}

/** How long anything may take, in ms. */
const DEADLINE_MS = 60_000;

/** Starts a program in a terminal, and keeps all its output. */
export function openScreen(
  [file, ...words]: readonly [string, ...string[]],
  cwd: string,
  variables: Record<string, string> = {},
): Screen {
  const pty: IPty = spawn(file, words, {
    name: 'xterm-256color',
    cols: 140,
    rows: 40,
    cwd,
    env: { ...environment, ...variables },
  });
  const watchers = new Set<() => void>();
  let text = '';
  pty.onData((piece) => {
    text += piece;
    for (const watch of watchers) watch();
  });
  const gone = new Promise<number>((resolve) => {
    pty.onExit(() => resolve(performance.now()));
  });

  return {
    pid: pty.pid,
    gone,
    get text() {
      return text;
    },
    until(what, from = 0) {
      const has = () => {
        if (typeof what === 'string') return text.includes(what, from);
        return what.test(text.slice(from));
      };
      return new Promise((resolve, reject) => {
        const finish = (settle: () => void) => {
          clearTimeout(timer);
          watchers.delete(watch);
          settle();
        };
        const watch = () => {
          if (has()) finish(() => resolve(performance.now()));
        };
        const timer = setTimeout(() => {
          const error = new Error(
            `waited for ${what} of ${file} ${words.join(' ')}:\n${text.slice(-2000)}`,
          );
          finish(() => reject(error));
        }, DEADLINE_MS);
        watchers.add(watch);
        watch();
      });
    },
    type: (keys) => pty.write(keys),
    stop(signal = 'SIGTERM') {
      try {
        pty.kill(signal);
      } catch {
        // It has ended by itself.
      }
      return gone;
    },
  };
}

/** How long the screen must not change before the next save counts as a single one, in ms. */
const REST_MS = 400;

/** Waits until the screen changes no more. */
export async function rest(screen: Screen): Promise<void> {
  for (let length = -1; length !== screen.text.length; ) {
    length = screen.text.length;
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
  }
}
