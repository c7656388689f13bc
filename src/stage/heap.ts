// The runner's heap under a flood: lines live just long enough to be taken for lasting.
import { setFlagsFromString } from 'node:v8';

/**
 * How much the heap may grow after a collection before the next one, in percent of what was left. By itself V8 lets
 * it grow to the fourfold while there is memory (`node --v8-options`), and a flood would take all of that.
 */
const GROWING_PERCENT = 40;

/** Has V8 collect before the heap has grown by 40 percent, from now on. It takes some more time, and far less memory. */
export function boundHeap(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWING_PERCENT}`);
}
