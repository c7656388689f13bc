// Sets back the age of a process: a spare that becomes a program has waited, and the program must not notice.
import type { Performance } from 'node:perf_hooks';

/** Loads what `beginAnew` needs, which takes a millisecond. */
export function loadClocks(): void {
  performance.now();
}

/**
 * Sets the clocks that show a program its age to zero: `process.uptime()`, `performance.now()` and its
 * `timeOrigin`. Marks, measures, `eventLoopUtilization()` and `nodeTiming` stay those of the process.
 */
export function beginAnew(): void {
  const clock = Object.getPrototypeOf(performance) as Performance;
  const { now } = clock;
  const { uptime } = process;
  const [age, origin] = [performance.now(), performance.timeOrigin];
  process.uptime = { uptime: () => uptime() - age / 1000 }.uptime;
  clock.now = { now: () => Reflect.apply(now, performance, []) - age }.now;
  Object.defineProperty(clock, 'timeOrigin', { get: () => origin + age });
}
