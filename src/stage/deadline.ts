// Waits for an event, never longer than a given time, or than a signal allows.

/** Thrown when an awaited event did not happen in time. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
  /** What was waited for, in plain English. */
  readonly what: string;
  /** How long it was waited for, in ms. */
  readonly ms: number;

  constructor(what: string, ms: number) {
    super(`waited ${ms} ms for ${what}`);
    this.what = what;
    this.ms = ms;
  }
}

/**
 * What `promise` settles to, or `'deadline'` after `ms`, once all is read that had come by then: where this process was
 * kept waiting for a processor, its timers go off before that.
 */
export async function before<T>(promise: Promise<T>, ms: number): Promise<T | 'deadline'> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<'deadline'>((resolve) => {
    timer = setTimeout(() => void readPipes().then(() => resolve('deadline')), ms);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** Lets a whole turn of the loop go by, in which all pipes are read. */
export async function readPipes(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** What `promise` settles to, or `'aborted'` once `signal` is. Leaves no listener behind: a signal outlives many waits. */
export async function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | 'aborted'> {
  let stop = () => {};
  const aborted = new Promise<'aborted'>((resolve) => {
    stop = () => resolve('aborted');
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([aborted, promise]);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
