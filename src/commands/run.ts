// The command `run`: a server and its clients side by side, until the clients have ended.
import { openInterrupts } from '../play/interrupts.ts';
import { openRunAddress } from '../play/run-address.ts';
import type { Stage } from '../stage/stage.ts';
import { misuse } from '../text/failure.ts';
import { runMessages } from '../text/messages/run.ts';
import type { Context, Run } from './context.ts';
import type { Options } from './options.ts';
import { playEachSave } from './run/each-save.ts';
import { showSaved } from './run/from.ts';
import { type Job, openSaving, tell, UNATTENDED_MS } from './run/job.ts';
import { playOnce } from './run/once.ts';
import { findProgramsToRun, planProxy } from './run/programs-to-run.ts';
import { playTimes } from './run/times.ts';

/** Runs a lesson's programs or files; resolves to 0, 1 when a program failed, or 128 + the signal's number. */
export const run: Run = async (context, options, positionals) => {
  const { port, host, only, times, watch } = options;
  const { environment, language } = context;
  if (times !== undefined && watch) {
    throw misuse(runMessages, (say) => say.notTogether('--times', '--watch'));
  }
  if (times !== undefined && options.save !== undefined) {
    throw misuse(runMessages, (say) => say.notTogether('--times', '--save'));
  }
  if (options.from !== undefined) return showSaved(context, options, positionals);
  const saving = openSaving(context, options);
  const target = findProgramsToRun(context, options, positionals);
  const proxy = planProxy(options, target);
  const address = target.isLesson
    ? await openRunAddress({ environment, port, host, isHalf: only !== undefined })
    : null;
  for (const note of target.notes) tell(context, note);
  for (const note of address?.notes ?? []) tell(context, note[language]);
  let stage: Stage | null = null;
  const interrupts = openInterrupts(() => {
    for (const program of stage?.programs ?? []) program.signal('SIGKILL');
  });
  const limit = findLimit(context, options);
  const job: Job = {
    context,
    options,
    target,
    proxy,
    address,
    limit,
    saving,
    signals: limit ? [interrupts.signal, limit.signal] : [interrupts.signal],
    onStage: (opened) => {
      stage = opened;
    },
  };
  const play = times !== undefined ? playTimes : watch ? playEachSave : playOnce;
  const code = await play(job);
  interrupts.close();
  address?.close();
  return interrupts.exitCode ?? code;
};

/** How long the run may last; where it is one of many, each has its own limit. */
function findLimit({ stdout }: Context, options: Options): Job['limit'] {
  const ms = options.for ?? (stdout.isTerminal ? null : UNATTENDED_MS);
  if (ms === null || options.times !== undefined) return null;
  return { signal: AbortSignal.timeout(ms), ms };
}
