// Handles Ctrl-C and the signals that end a process, while programs run.
import type { FirstSignal, Program } from '../stage/program.ts';

/** Signals in order, and how many came so far. */
export interface Interrupts {
  /** Aborted by the first signal; its reason is the signal's name. */
  readonly signal: AbortSignal;
  /** The exit code that the signal asks for: null for Ctrl-C (a stop is no failure), else 128 and its number. */
  readonly exitCode: number | null;
  /** Stops listening. */
  close(): void;
}

const NUMBERS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;
type Name = keyof typeof NUMBERS;

/**
 * Listens for SIGINT, SIGTERM and SIGHUP; `onRepeat` is called for each one after the first, and told how many came
 * before. A SIGINT for which `isOurs` is false was meant for another program in the terminal.
 */
export function openInterrupts(
  onRepeat: (before: number) => void,
  isOurs = () => true,
): Interrupts {
  const controller = new AbortController();
  let count = 0;
  let exitCode: number | null = null;
  const names = Object.keys(NUMBERS) as Name[];
  const listeners = names.map((name) => {
    const listener = () => {
      if (name === 'SIGINT' && !isOurs()) return;
      if (name !== 'SIGINT') exitCode ??= 128 + NUMBERS[name];
      if (count > 0) onRepeat(count);
      else controller.abort(name);
      count += 1;
    };
    process.on(name, listener);
    return () => process.off(name, listener);
  });
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode;
    },
    close() {
      for (const remove of listeners) remove();
    },
  };
}

/** With which signal programs are ended once this one is aborted: Ctrl-C reaches them as what it is. */
export function chooseFirstSignal({ reason }: AbortSignal): FirstSignal {
  return reason === 'SIGINT' ? 'SIGINT' : 'SIGTERM';
}

/** Ends programs that have had one signal already, and `before` signals in all: with SIGTERM, then with SIGKILL. */
export function endAgain(programs: readonly Program[], before: number): void {
  for (const program of programs) {
    if (program.exit) continue;
    if (before === 1) void program.stop();
    else program.signal('SIGKILL');
  }
}
