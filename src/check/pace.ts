// The pace of a wait: whether the programs, and this process, got the processor while something was waited for.
import { readFileSync } from 'node:fs';

/** A watch over the pace, from when it was opened on. */
export interface Pace {
  /** Whether those it watches have waited for a processor most of the time, and hardly had one. */
  isStarved(): boolean;
  /** Whether this process was kept from running for longer than a deadline can forgive. */
  hasStalled(): boolean;
  close(): void;
}

/** How often this process looks at the clock, in ms. */
const BEAT_MS = 50;
/** A beat so late, in ms, is a stall: half of what an event is given to come. */
const STALL_MS = 2000;
/** Waiting for a processor for that share of the time is starving, but not where so much time, in ms, was had. */
const STARVED_SHARE = 1 / 2;
const ENOUGH_MS = 500;
/** Nothing is known of the pace of a shorter wait, in ms; no verdict rests on one alone. */
const LONG_MS = 2000;
const NS_IN_MS = 1e6;

/** How long a thread has had a processor and has waited for one, in ms. */
interface Times {
  ran: number;
  waited: number;
}

/**
 * Watches the processes with these ids, and this one. Linux tells how long a main thread has waited for a processor;
 * elsewhere only how late this process's own timers come shows it.
 */
export function openPace(pids: readonly number[]): Pace {
  const start = performance.now();
  const first = new Map(pids.map((pid) => [pid, readTimes(pid)]));
  const own = readTimes(process.pid);
  let last = start;
  let late = 0;
  let latest = 0;
  const beat = () => {
    const now = performance.now();
    const delay = Math.max(0, now - last - BEAT_MS);
    late += delay;
    latest = Math.max(latest, delay);
    last = now;
  };
  const timer = setInterval(beat, BEAT_MS);
  return {
    isStarved() {
      beat();
      const spent = performance.now() - start;
      const changes = pids.map((pid) => subtract(readTimes(pid), first.get(pid)));
      const ran = Math.max(0, ...changes.map((times) => times.ran));
      const mine = own ? subtract(readTimes(process.pid), own).waited : late;
      const waited = Math.max(mine, ...changes.map((times) => times.waited));
      return spent >= LONG_MS && waited >= spent * STARVED_SHARE && ran < ENOUGH_MS;
    },
    hasStalled() {
      beat();
      return latest > STALL_MS;
    },
    close: () => clearInterval(timer),
  };
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

function subtract(after: Times | null, before: Times | null | undefined): Times {
  // A process that has ended takes its times with it.
  return {
    ran: Math.max(0, (after?.ran ?? 0) - (before?.ran ?? 0)),
    waited: Math.max(0, (after?.waited ?? 0) - (before?.waited ?? 0)),
  };
}
