// Tells how the program comes to its end: by itself, or by an error that nothing caught.
import { reportEnding } from './report.ts';
import { isWithin, wrapMethod } from './wrap.ts';

/** Starts watching for the program's end. */
export function tapEnding(): void {
  let isDrained = false;
  wrapMethod(process, 'emit', (_self, [event, _error, origin]) => {
    if (event === 'beforeExit') isDrained = true;
    else if (event === 'uncaughtExceptionMonitor') {
      isDrained = false;
      reportEnding(origin === 'unhandledRejection' ? 'rejected' : 'thrown');
    } else if (event === 'exit' && isDrained && !isWithin('exit')) reportEnding('drained');
  });
}
