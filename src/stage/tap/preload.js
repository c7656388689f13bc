// Preloads the tap. This is JavaScript because a worker thread inherits the preload, and may be unable to load TypeScript.
import { writeSync } from 'node:fs';

// The program can see its arguments, and its children are started with them.
const index = process.execArgv.indexOf(import.meta.url);
if (index > 0) process.execArgv.splice(index - 1, 2);
// Where there is a bound for the young generation, it comes before the preload itself.
if (process.execArgv[index - 2]?.startsWith('--max-semi-space-size='))
  process.execArgv.splice(index - 2, 1);

// A worker doesn't have the variable, and children don't have this preload.
if (process.env.SOCKET_TOUR_TAP !== undefined) await import('./index.ts');
else await import('./worker.ts').catch(tellUnwatched);

/** Where the worker can't load TypeScript, says so in a report of its own (see report.ts). */
function tellUnwatched() {
  const [seconds, nanoseconds] = process.hrtime();
  const t = seconds * 1e6 + nanoseconds / 1e3;
  writeSync(3, `\n${JSON.stringify({ kind: 'unwatched', t, text: '' })}\n`);
}
