// A run after each save, with `--watch`.
import { once } from 'node:events';
import { openSaveBurst } from '../../play/save-burst.ts';
import { unlessAborted } from '../../stage/deadline.ts';
import { openSpares } from '../../stage/spares/spares.ts';
import { runMessages } from '../../text/messages/run.ts';
import { watchFolder } from '../../workspace/watch.ts';
import type { Context } from '../context.ts';
import { type Job, tell } from './job.ts';
import { playOnce } from './once.ts';

/** Plays the session again after each save, until a signal ends it; resolves to the last exit code. */
export async function playEachSave(job: Job): Promise<number> {
  const { context, options, target, signals } = job;
  const say = runMessages[context.language];
  let save = new AbortController();
  const saved = new Set<string>();
  const burst = openSaveBurst();
  let rest = Promise.resolve();
  const watches = target.folders.map((folder) =>
    watchFolder(folder, (changed) => {
      for (const file of changed) saved.add(file);
      rest = burst.note();
      save.abort();
    }),
  );
  const spares = options.spares === false ? {} : { spares: openSpares() };
  const ended = AbortSignal.any(signals);
  let code = 0;
  while (!ended.aborted) {
    save = new AbortController();
    const either = AbortSignal.any([ended, save.signal]);
    code = await playOnce({ ...job, ...spares, save: save.signal });
    if (!either.aborted) {
      tell(context, say.watching);
      await once(either, 'abort');
    }
    await unlessAborted(rest, ended);
    if (ended.aborted) break;
    context.stdout.write(cleanScreen(context));
    tell(context, say.saved([...saved].sort().join(', ')));
    saved.clear();
  }
  for (const watch of watches) watch.close();
  spares.spares?.close();
  return code;
}

/** Moves what is on the screen into the scrollback. */
function cleanScreen({ stdout, hasColour }: Context): string {
  if (!stdout.isTerminal) return '\n';
  return `${'\n'.repeat(stdout.rows)}${hasColour ? '\u001b[H' : ''}`;
}
