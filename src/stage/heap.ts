// The heap under a flood: lines live just long enough to be taken for lasting.

/**
 * How much the heap may grow after a collection before the next one, in percent of what was left. By itself V8 lets
 * it grow to the fourfold while there is memory (`node --v8-options`), and a flood would take all of that.
 */
const GROWING_PERCENT = 40;

/**
 * How much room young objects get, in bytes, before it grows no more. Where many of them survive V8 doubles it, up to
 * twice this on Node 20, and to eight times on Node 24, which makes a flood hardly quicker.
 */
const YOUNG_BYTES = 16 * 2 ** 20;

/** How much goes by between two looks at the heap, in characters. */
const LOOK_CHARACTERS = 2 ** 19;
/** What a record counts for, beside its text. */
const RECORD_CHARACTERS = 64;

let isGrowthBound = false;
let isYoungBound = false;

/**
 * Has V8 collect before the heap has grown by 40 percent, and give young objects no more than 16 MiB; to be called now
 * and then in a flood. It takes some more time, and far less memory.
 */
export function boundHeap(): void {
  if (!isGrowthBound) loadV8().setFlagsFromString(`--heap-growing-percent=${GROWING_PERCENT}`);
  isGrowthBound = true;
  boundYoung();
}

/** Has V8 give young objects no more room once they have 16 MiB; to be called now and then in a flood. */
export function boundYoung(): void {
  if (isYoungBound) return;
  const spaces = loadV8().getHeapSpaceStatistics();
  const young = spaces.find(({ space_name }) => space_name === 'new_space');
  if ((young?.space_size ?? 0) < YOUNG_BYTES) return;
  isYoungBound = true;
  loadV8().setFlagsFromString('--semi-space-growth-factor=1');
}

/** Opens a gauge that is to see each record: `onFlood` is called each time that half a million characters went by. */
export function openGauge(onFlood: () => void): (record: { text?: string }) => void {
  let passed = 0;
  return ({ text = '' }) => {
    passed += RECORD_CHARACTERS + text.length;
    if (passed < LOOK_CHARACTERS) return;
    passed = 0;
    onFlood();
  };
}

// To load it takes milliseconds, and most programs never flood.
function loadV8(): typeof import('node:v8') {
  return process.getBuiltinModule('node:v8');
}
