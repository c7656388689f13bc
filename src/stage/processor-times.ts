// How long a process has had a processor, and has waited for one: a program that gets none can't be blamed for its silence.
import { readFileSync } from 'node:fs';

const NS_IN_MS = 1e6;

/** How long a thread has had a processor and has waited for one, in ms. */
export interface Times {
  ran: number;
  waited: number;
}

/** The times of a process's main thread (`/proc/PID/schedstat`), in ms; null where the system doesn't tell them. */
export function readTimes(pid: number): Times | null {
  try {
    const [ran = 0, waited = 0] = readFileSync(`/proc/${pid}/schedstat`, 'utf8')
      .split(' ')
      .map(Number);
    return { ran: ran / NS_IN_MS, waited: waited / NS_IN_MS };
  } catch {
    return null;
  }
}

/** What has come to the first times since; nothing where the process has ended, and taken its times with it. */
export function subtract(after: Times | null, before: Times | null | undefined): Times {
  return {
    ran: Math.max(0, (after?.ran ?? 0) - (before?.ran ?? 0)),
    waited: Math.max(0, (after?.waited ?? 0) - (before?.waited ?? 0)),
  };
}
