// Waits within a connection, for an event or for time to pass, but never beyond the connection's end.

/** Starts listening for something; returns how to stop. `done` must not be called before it has returned. */
type Begin = (done: () => void) => () => void;

/** Settles when what `begin` listens for has happened, or `signal` aborts. Leaves no listener behind. */
export function waitFor(signal: AbortSignal, begin: Begin): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = () => {
      undo();
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done);
    const undo = begin(done);
  });
}

/** Settles after `ms`, or when `signal` aborts. */
export function waitTime(signal: AbortSignal, ms: number): Promise<void> {
  return waitFor(signal, (done) => {
    const timer = setTimeout(done, ms);
    return () => clearTimeout(timer);
  });
}
