// The one clock: monotonic, and the same for every process of the machine.

const hrtime = process.hrtime;

/**
 * Microseconds on the machine's monotonic clock, with a fraction. Two processes that read it can be
 * compared (`process.hrtime` reads `CLOCK_MONOTONIC`); the zero means nothing.
 */
export function readClock(): number {
  const [seconds, nanoseconds] = hrtime();
  return seconds * 1e6 + nanoseconds / 1e3;
}
