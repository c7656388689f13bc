// Preloads the tap. This is JavaScript because a worker thread inherits the preload, and may be unable to load TypeScript.

// The program can see its arguments, and its children are started with them.
const index = process.execArgv.indexOf(import.meta.url);
// The bound for the young generation comes before the preload itself.
if (index > 1) process.execArgv.splice(index - 2, 3);

// A worker has neither the variable nor the descriptors.
if (process.env.SOCKET_TOUR_TAP !== undefined) await import('./index.ts');
