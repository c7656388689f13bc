// Preloads the tap. This is JavaScript because a worker thread inherits the preload, and may be unable to load TypeScript.

// The program can see its arguments, and its children are started with them.
const index = process.execArgv.indexOf(import.meta.url);
if (index > 0) process.execArgv.splice(index - 1, 2);
// Where there is a bound for the young generation, it comes before the preload itself.
if (process.execArgv[index - 2]?.startsWith('--max-semi-space-size='))
  process.execArgv.splice(index - 2, 1);

// A worker has neither the variable nor the descriptors.
if (process.env.SOCKET_TOUR_TAP !== undefined) await import('./index.ts');
