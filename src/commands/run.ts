// The command `run`: a server and its clients side by side, until the clients have ended.
import { stopWithTour } from '../play/foreground.ts';
import { endAgain, openInterrupts } from '../play/interrupts.ts';
import { openRunAddress, type RunAddress } from '../play/run-address.ts';
import { findFreePort } from '../stage/free-port.ts';
import type { Stage } from '../stage/stage.ts';
import { misuse } from '../text/failure.ts';
import { runMessages } from '../text/messages/run.ts';
import type { Context, Run } from './context.ts';
import type { Options } from './options.ts';
import { playEachSave } from './run/each-save.ts';
import { showSaved } from './run/from.ts';
import { type Job, openSaving, tell, UNATTENDED_MS } from './run/job.ts';
import { findOverrun, planMany } from './run/many.ts';
import { playOnce } from './run/once.ts';
import { isProgram, readOperand } from './run/operand.ts';
import { findProgramsToRun, type ProgramsToRun, planProxy } from './run/programs-to-run.ts';
import { playTimes } from './run/times.ts';

/** Runs a lesson's programs or others; resolves to 0, 1 when a program failed, or 128 + the signal's number. */
export const run: Run = async (context, given, positionals) => {
  const options = await nameFreePort(context, given, positionals);
  const { times, watch } = options;
  const { language } = context;
  if (times !== undefined && watch) {
    throw misuse(runMessages, (say) => say.notTogether('--times', '--watch'));
  }
  if (times !== undefined && options.states) {
    throw misuse(runMessages, (say) => say.notTogether('--times', '--states'));
  }
  if (times !== undefined && options.save !== undefined) {
    throw misuse(runMessages, (say) => say.notTogether('--times', '--save'));
  }
  if (options.from !== undefined) return showSaved(context, options, positionals);
  const saving = openSaving(context, options);
  const target = planMany(findProgramsToRun(context, options, positionals), options);
  const proxy = planProxy(options, target);
  const address = await openAddress(context, options, target);
  for (const note of target.notes) tell(context, note);
  for (const note of address?.notes ?? []) tell(context, note[language]);
  let stage: Stage | null = null;
  const findPrograms = () => stage?.programs ?? [];
  const interrupts = openInterrupts((before) => endAgain(findPrograms(), before));
  const endStops = stopWithTour(findPrograms);
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
  endStops();
  address?.close();
  return interrupts.exitCode ?? code;
};

/** A server that isn't Node's can't tell which port it got where it may have any: it is given a free one. */
async function nameFreePort(
  { cwd, environment }: Context,
  options: Options,
  [first]: readonly string[],
): Promise<Options> {
  const isAny = options.port === 0 || (options.port === undefined && environment.PORT === '0');
  if (!isAny || first === undefined || !isProgram(cwd, first)) return options;
  return readOperand(cwd, first).isForeign ? { ...options, port: await findFreePort() } : options;
}

/** The address that the programs get; null for the learner's own programs that don't ask for one. */
async function openAddress(
  { environment }: Context,
  { port, host, only }: Options,
  { isLesson, isPortRead }: ProgramsToRun,
): Promise<RunAddress | null> {
  if (isLesson) return openRunAddress({ environment, port, host, isHalf: only !== undefined });
  const { PORT } = environment;
  return isPortRead ? openRunAddress({ environment: { PORT }, port }) : null;
}

/** How long the run may last; where it is one of many, each has its own limit. */
function findLimit({ stdout }: Context, options: Options): Job['limit'] {
  const unattended = stdout.isTerminal ? null : UNATTENDED_MS + findOverrun(options);
  const ms = options.for ?? unattended;
  if (ms === null || options.times !== undefined) return null;
  return { signal: AbortSignal.timeout(ms), ms };
}
