// Recognizes a burst of saves: they follow each other faster than programs can be started for each of them.
import { setTimeout as pause } from 'node:timers/promises';

/** Tells a single save from one of many. */
export interface SaveBurst {
  /** Notes a save; settles at once, but in a burst when no save has come for 120 ms. */
  note(): Promise<void>;
}

/**
 * How soon a save follows another in a burst, and how long none must have come for it to be over, in ms. If each
 * save started the programs, the spares would be used up, and the last save would have to wait for new ones.
 */
const SOON_MS = 120;

/** Opens a burst without a save; `clock` returns milliseconds. */
export function openSaveBurst(clock: () => number = () => performance.now()): SaveBurst {
  let last = Number.NEGATIVE_INFINITY;
  return {
    async note() {
      const since = clock() - last;
      last = clock();
      if (since >= SOON_MS) return;
      for (let left = SOON_MS; left > 0; left = last + SOON_MS - clock()) await pause(left);
    },
  };
}
