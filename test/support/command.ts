// The command line that starts the tour: what the suite has built, or the source where one test file runs alone.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's folder, absolute. */
export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url));

/** The variable with the absolute path of the built `main.js`. */
export const BUILT_VARIABLE = 'SOCKET_TOUR_BUILT';

/** The words that start the tour from source, as `npm start` does. */
export const FROM_SOURCE: readonly [string, ...string[]] = [
  process.execPath,
  '--import',
  new URL('../../src/stage/load-tsx.js', import.meta.url).href,
  path.join(ROOT, 'src', 'main.ts'),
];

const built = process.env[BUILT_VARIABLE];

/** The words that start the tour under test. The built one starts in a third of the time. */
export const TOUR: readonly [string, ...string[]] = built ? [process.execPath, built] : FROM_SOURCE;
