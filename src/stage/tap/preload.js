// Preloads the tap. This is JavaScript, for a worker thread inherits the preload, and may be unable to read TypeScript.

// The program can see its arguments, and its children are started with them.
const index = process.execArgv.indexOf(import.meta.url);
// Before the preload itself stands the bound for young objects.
if (index > 1) process.execArgv.splice(index - 2, 3);

// Neither the variable nor the descriptors are a worker's.
if (process.env.SOCKET_TOUR_TAP !== undefined) await import('./index.ts');
