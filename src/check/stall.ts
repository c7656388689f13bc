// Whether the machine stood still: then a deadline that passed says nothing about the program.

/** A watch over the pace of this process. */
export interface StallWatch {
  /** Whether this process was kept from running for longer than a deadline can forgive. */
  hasStalled(): boolean;
  close(): void;
}

/** How often the watch looks at the clock, in ms. */
const BEAT_MS = 100;
/** A beat so late, in ms, is a stall: half of what an event is given to come. */
const STALL_MS = 2000;

/** Opens a watch. */
export function openStallWatch(): StallWatch {
  let last = performance.now();
  let longest = 0;
  const beat = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(beat, BEAT_MS);
  return {
    hasStalled() {
      beat();
      return longest > STALL_MS;
    },
    close: () => clearInterval(timer),
  };
}
