// The runner's heap under a flood: lines live just long enough to be taken for lasting.
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/**
 * How much the heap may grow after a collection before the next one, in percent of what was left. By itself V8 lets
 * it grow to the fourfold while there is memory (`node --v8-options`), and a flood would take all of that.
 */
const GROWING_PERCENT = 40;

/**
 * How much room young objects get, in bytes, before it grows no more. Where many of them survive V8 doubles it, up to
 * this on Node 20, and up to the fourfold on Node 24, which makes nothing quicker.
 */
const YOUNG_BYTES = 32 * 2 ** 20;

let isYoungBound = false;

/** Has V8 collect before the heap has grown by 40 percent, from now on. It takes some more time, and far less memory. */
export function boundHeap(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWING_PERCENT}`);
}

/** Lets the room for young objects grow no more once it is large enough; to be called now and then in a flood. */
export function boundYoung(): void {
  if (isYoungBound) return;
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  if ((young?.space_size ?? 0) < YOUNG_BYTES) return;
  isYoungBound = true;
  setFlagsFromString('--semi-space-growth-factor=1');
}
