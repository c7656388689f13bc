// One run: the programs' rows as they come, and what is reported at the end.
import { describeAllAlive } from '../../play/alive-notes.ts';
import { type ChartRecorder, openChartRecorder } from '../../play/chart-recorder.ts';
import { chooseFirstSignal } from '../../play/interrupts.ts';
import { sumUp } from '../../play/many-summary.ts';
import { findBypasses, openOutsiders } from '../../play/outsiders.ts';
import { openRowWriter } from '../../play/row-writer.ts';
import { describeEnd, describeLooks, isSignalsWork } from '../../play/run-notes.ts';
import { hasLostPort, retryLostPort } from '../../play/servers.ts';
import { before } from '../../stage/deadline.ts';
import type { Program } from '../../stage/program.ts';
import { playSession, type SessionEnd } from '../../stage/session.ts';
import { openSpares } from '../../stage/spares/spares.ts';
import { openStage, type Stage } from '../../stage/stage.ts';
import { watchStates } from '../../stage/states/state-watch.ts';
import type { TraceEvent } from '../../stage/trace/trace.ts';
import { runMessages } from '../../text/messages/run.ts';
import { type Job, listPrograms, prepareSession, tell } from './job.ts';
import { describeExhaustion } from './many.ts';
import {
  explainFailures,
  explainPrograms,
  findFailed,
  printChart,
  printSummary,
  watchQuiet,
} from './reports.ts';
import { createView } from './views.ts';

/** The exit code where the machine lacks something. */
const LACKING = 3;
/** How long the rows of a session that has ended may be on their way, in ms. */
const LAST_ROWS_MS = 2000;

/**
 * Plays the session once; resolves to 0, 1 where a program failed, 2 where no proxy could be put in between, 3 where the
 * machine had no process left.
 */
export async function playOnce(job: Job): Promise<number> {
  const { context, options, address } = job;
  const signal = AbortSignal.any(job.save ? [...job.signals, job.save] : job.signals);
  let last: ShownRun | null = null;
  const { run, end, recorder, isTimeUp, failed } = await retryLostPort(
    async () => {
      await last?.stop();
      job.saving?.forget();
      const played = await playToEnd(job, signal);
      last = played.run;
      return played;
    },
    () => !signal.aborted && last !== null && address !== null && hasLostPort(last.stage, address),
  );
  // Before its programs are stopped: what they still do about that stands below.
  if (isCut(end, isTimeUp) && job.limit) {
    tell(context, runMessages[context.language].stoppedAfter(job.limit.ms / 1000));
  }
  const notes = await describeRun(job, run, { end, isTimeUp, failed });
  await run.stop();
  // What ended by itself meanwhile counts; what the stop brought about doesn't.
  const late = findFailed(run.stage).filter(
    (program) => program.hasEndedItself && !failed.includes(program),
  );
  const more = await explainPrograms(context, run.stage, end, late);
  if (run.summary) printSummary(job, run.summary);
  if (recorder) {
    if (!options.json) context.stdout.print('');
    printChart(job, recorder, { runs: 1, failed: failed.length + late.length > 0 ? 1 : 0 });
    await context.stdout.drained();
  }
  job.saving?.write(listPrograms(job));
  for (const note of new Set([...notes, ...more])) tell(context, note);
  if (end.kind === 'notProxied') return 2;
  if (describeExhaustion(run.stage, 0, context.language) !== null) return LACKING;
  const isBroken = end.kind === 'serverEnded' || end.kind === 'neverListened';
  // Ctrl-C means that the learner has seen enough; a run whose time is up never reached its goal.
  const isLate = end.kind === 'calledOff' && isTimeUp;
  return isBroken || isLate || failed.length + late.length > 0 ? 1 : 0;
}

/** Plays the session, with its rows, until it has ended; its programs may still run. */
async function playToEnd(job: Job, signal: AbortSignal) {
  const plan = await prepareSession(job);
  const { chart } = job.options;
  const recorder = chart === undefined ? null : openChartRecorder(chart);
  const run = openRun(job, recorder);
  const end = await playSession(run.stage, { ...plan, signal });
  const isTimeUp = signal.aborted && signal.reason === job.limit?.signal.reason;
  const early = findFailed(run.stage);
  // What the programs do about Ctrl-C belongs to the run; that it ends them is no failure.
  if (chooseFirstSignal(signal) === 'SIGINT') await run.stage.stop('SIGINT');
  const failed = findFailed(run.stage).filter(
    (program) => early.includes(program) || (program.exit && !isSignalsWork(program.exit)),
  );
  run.endWatch();
  await run.states?.end();
  // Where nobody reads, the last rows don't get anywhere, and the programs are stopped all the same.
  await before(run.stage.settled(), LAST_ROWS_MS);
  return { run, end, recorder, isTimeUp, failed };
}

/** A stage whose rows are printed. */
type ShownRun = ReturnType<typeof openRun>;

function openRun(job: Job, recorder: ChartRecorder | null) {
  const { context, options } = job;
  // The clients' processes load while the server starts, which they wait for.
  const ahead =
    job.spares || options.spares === false
      ? null
      : openSpares({ hasCompiler: false, isRefilled: false });
  const programs = listPrograms(job);
  const view = createView(context, options, programs);
  const summary = sumUp(programs);
  context.stdout.print(...view.heading());
  // A reader may be slower than the programs write: then the programs wait, as in a terminal.
  const rows = openRowWriter(view, context.stdout, (isFull) => {
    if (isFull) stage.pause();
    else stage.resume();
  });
  const quiet = watchQuiet(context, () => stage);
  let isStopping = false;

  function take(event: TraceEvent): void {
    // What happens because the tour stops the programs at the end is the tour's doing: no row for it.
    const { kind, code, signal = null } = event;
    const isStop = kind === 'exit' && isSignalsWork({ code: Number(code), signal });
    const isOurStop = isStopping && (isStop || event.actor === 'proxy');
    if (options.json || !isOurStop) rows.add(event);
    if (!isOurStop) recorder?.take(event);
    if (!isOurStop) summary?.take(event);
    if (!isOurStop) job.saving?.take(event);
    outsiders.take(event);
    quiet.touch();
  }

  const outsiders = openOutsiders(() => stage.programs);
  const stage: Stage = openStage({ spares: job.spares ?? ahead ?? undefined, onEvent: take });
  job.onStage(stage);
  const states = options.states ? watchStates(stage) : null;
  return {
    stage,
    states,
    outsiders,
    summary,
    /** Stops saying what the run waits for. */
    endWatch: quiet.close,
    /** Stops all programs, without rows for it; settles when all rows are written. */
    async stop() {
      isStopping = true;
      ahead?.close();
      await stage.stop();
      await rows.drained();
    },
  };
}

/** Whether its time is what ended the run. */
function isCut({ kind }: SessionEnd, isTimeUp: boolean): boolean {
  return isTimeUp && (kind === 'stopped' || kind === 'calledOff');
}

/** What is reported about a run before its programs are stopped. */
async function describeRun(
  { context, options, save, target }: Job,
  { stage, outsiders, states }: ShownRun,
  { end, isTimeUp, failed }: { end: SessionEnd; isTimeUp: boolean; failed: readonly Program[] },
): Promise<string[]> {
  const { language } = context;
  const say = runMessages[language];
  // A start cut short by a save says nothing about the server.
  const isSaved = end.kind === 'calledOff' && save?.aborted;
  const exhaustion = describeExhaustion(stage, options.clients ?? 0, language);
  return [
    ...(exhaustion === null ? [] : [exhaustion]),
    ...(isSaved ? [] : await describeEnd(end, stage, language)),
    ...findBypasses(stage.events).map(({ actor, address }) => say.bypassed(actor, address)),
    ...(await outsiders.describe(language)),
    ...(isCut(end, isTimeUp) ? await describeAllAlive(stage, language, 'stillAlive') : []),
    ...(await explainFailures(context, stage, end, failed, !target.isLesson)),
    ...(states ? [describeLooks(states, language)] : []),
  ];
}
