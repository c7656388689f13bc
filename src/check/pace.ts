// The pace of a wait: whether the programs, and this process, got the processor while something was waited for.
import { readTimes, subtract, type Times } from '../stage/processor-times.ts';

/** A watch over the pace, from when it was opened on. */
export interface Pace {
  /** How long a wait lasts, in ms, that takes `ms` on an idle machine: at most `MOST_STRETCH` times as long. */
  extend(ms: number): number;
  /** Whether even that is too short: a deadline that passes tells nothing. */
  isStarved(): boolean;
  /** Whether this process was kept from running for longer than a deadline can forgive. */
  hasStalled(): boolean;
  close(): void;
}

/** How often this process looks at the clock, in ms. */
const BEAT_MS = 50;
/** A beat so late, in ms, is a stall: half of what an event is given to come. */
const STALL_MS = 2000;
/** The most that a deadline is stretched: a wrong program that never rests is waited for as long. */
const MOST_STRETCH = 4;
/** Too little time to tell a pace by, in ms, of running and waiting to run. */
const LITTLE_MS = 50;

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
  const measure = () => {
    beat();
    const spent = last - start;
    const mine = own ? subtract(readTimes(process.pid), own) : { ran: spent - late, waited: late };
    const theirs = pids.map((pid) => subtract(readTimes(pid), first.get(pid)));
    return [mine, ...theirs];
  };
  return {
    extend: (ms) => extend(ms, measure()),
    isStarved: () => findStretch(measure()) >= MOST_STRETCH,
    hasStalled() {
      beat();
      return latest > STALL_MS;
    },
    close: () => clearInterval(timer),
  };
}

/**
 * How long a wait lasts, in ms, that takes `ms` where the processes have a processor whenever they want one: longer by
 * what they have waited for it, if that is more than two checks side by side cost each other.
 */
export function extend(ms: number, processes: readonly Times[]): number {
  const waited = processes.reduce((sum, times) => sum + times.waited, 0);
  return Math.min(ms * findStretch(processes), ms + waited);
}

/** How many times longer what the slowest of them does may take than on an idle machine: from 1 to `MOST_STRETCH`. */
function findStretch(processes: readonly Times[]): number {
  const slowdowns = processes.map(({ ran, waited }) =>
    ran + waited < LITTLE_MS ? 1 : (ran + waited) / Math.max(1, ran),
  );
  // Half as fast as alone is what two checks side by side are.
  return Math.min(MOST_STRETCH, Math.max(1, Math.max(...slowdowns) / 2));
}
