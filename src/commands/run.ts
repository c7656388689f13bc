// The command `run`: a server and its clients side by side, until the clients have ended.

import { openInterrupts } from '../play/interrupts.ts';
import { openRunAddress, type RunAddress } from '../play/run-address.ts';
import type { Stage } from '../stage/stage.ts';
import { Failure } from '../text/failure.ts';
import { LANGUAGES } from '../text/language.ts';
import { runMessages } from '../text/messages/run.ts';
import type { Context } from './context.ts';
import type { Options } from './options.ts';
import { playEachSave } from './run/each-save.ts';
import { type Job, tell, UNATTENDED_MS } from './run/job.ts';
import { playOnce } from './run/once.ts';
import { findProgramsToRun } from './run/programs-to-run.ts';
import { planProxy } from './run/proxy-options.ts';
import { playTimes } from './run/times.ts';

/** Runs a lesson's programs or files; resolves to 0, 1 when a program failed, or 128 + the signal's number. */
export async function run(
  context: Context,
  options: Options,
  positionals: readonly string[],
): Promise<number> {
  if (options.times !== undefined && options.watch) {
    const [en, zh] = LANGUAGES.map((each) => runMessages[each].notTogether('--times', '--watch'));
    throw new Failure({ en: en ?? '', zh: zh ?? '' }, 2);
  }
  const target = findProgramsToRun(context, options, positionals);
  const proxy = planProxy(options, target);
  const address = target.isLesson ? await openLessonAddress(context, options) : null;
  for (const note of target.notes) tell(context, note);
  for (const note of address?.notes ?? []) tell(context, note[context.language]);
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
    signals: limit ? [interrupts.signal, limit.signal] : [interrupts.signal],
    onStage: (opened) => {
      stage = opened;
    },
  };
  const code = await choosePlay(options)(job);
  interrupts.close();
  address?.close();
  return interrupts.exitCode ?? code;
}

/** The address of a lesson's programs. */
function openLessonAddress(
  { environment }: Context,
  { port, host, only }: Options,
): Promise<RunAddress> {
  return openRunAddress({ environment, port, host, isHalf: only !== undefined });
}

function choosePlay({ times, watch }: Options): (job: Job) => Promise<number> {
  if (times !== undefined) return playTimes;
  return watch ? playEachSave : playOnce;
}

/** How long the run may last; where it is one of many, each has its own limit. */
function findLimit({ stdout }: Context, options: Options): Job['limit'] {
  const ms = options.for ?? (stdout.isTerminal ? null : UNATTENDED_MS);
  if (ms === null || options.times !== undefined) return null;
  return { signal: AbortSignal.timeout(ms), ms };
}
