// Handles Ctrl-C and the signals that end a process, while programs run.

/** Signals in order, and how many came so far. */
export interface Interrupts {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** The exit code that the signal asks for: null for Ctrl-C (a stop is no failure), else 128 and its number. */
  readonly exitCode: number | null;
  /** Stops listening. */
  close(): void;
}

const NUMBERS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;
type Name = keyof typeof NUMBERS;

/**
 * Listens for SIGINT, SIGTERM and SIGHUP; `onRepeat` is called for each one after the first. A SIGINT for which
 * `isOurs` is false was meant for another program in the terminal.
 */
export function openInterrupts(onRepeat: () => void, isOurs = () => true): Interrupts {
  const controller = new AbortController();
  let exitCode: number | null = null;
  const names = Object.keys(NUMBERS) as Name[];
  const listeners = names.map((name) => {
    const listener = () => {
      if (name === 'SIGINT' && !isOurs()) return;
      if (name !== 'SIGINT') exitCode ??= 128 + NUMBERS[name];
      if (controller.signal.aborted) onRepeat();
      else controller.abort();
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
