// A tour that hangs while it changes the progress: `holder.ts ROOT`; prints `held` while it holds the lock.
import { writeSync } from 'node:fs';
import { openProgressFile } from '../../../src/workspace/progress-file.ts';

openProgressFile(process.argv[2] ?? '').update((progress) => {
  progress.current = 'never written';
  writeSync(1, 'held\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
