// The command `run`: a server and its clients side by side, until the clients have ended.
import { once } from 'node:events';
import path from 'node:path';
import { createColumns } from '../screen/columns.ts';
import { createJson, stringify } from '../screen/json.ts';
import { createLane } from '../screen/lane.ts';
import { createStyle, type Style } from '../screen/style.ts';
import type { View } from '../screen/view.ts';
import { before } from '../stage/deadline.ts';
import type { Program } from '../stage/program.ts';
import { playSession, type SessionEnd } from '../stage/session.ts';
import { openSpares, type Spares } from '../stage/spares.ts';
import { openStage, type ProxyPlan, type Stage } from '../stage/stage.ts';
import { Failure } from '../text/failure.ts';
import { LANGUAGES } from '../text/language.ts';
import { runMessages } from '../text/messages/run.ts';
import { wrapText } from '../text/wrap.ts';
import { watchFolder } from '../workspace/watch.ts';
import {
  describeAlive,
  describeEnd,
  describeExit,
  explainFailure,
  hasFailed,
} from './aftermath.ts';
import type { Context } from './context.ts';
import { type Gathering, openGathering } from './gathering.ts';
import { openInterrupts } from './interrupts.ts';
import type { Options } from './options.ts';
import { openProgress } from './progress-line.ts';
import { findBypasses, planProxy } from './proxy-plan.ts';
import { repeatSession } from './repeat.ts';
import { openRows } from './rows.ts';
import { findTarget, type Target } from './target.ts';

/** Below this many columns two columns are too narrow to read. */
const COLUMNS_NEEDED = 60;
/** How long a run without a terminal lasts at most, in ms. */
const UNATTENDED_MS = 10_000;
/** How long nothing happens before the run says what it waits for, in ms. */
const QUIET_MS = 3000;
/** How long the rows of a session that has ended may be on their way, in ms. */
const LAST_ROWS_MS = 2000;
/** The width of notes in columns, at most. */
const NOTE_COLUMNS = 88;

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
  const target = findTarget(context, options, positionals);
  const proxy = planProxy(options, target);
  for (const note of target.notes) tell(context, note);
  let stage: Stage | null = null;
  const interrupts = openInterrupts(() => {
    for (const program of stage?.programs ?? []) program.signal('SIGKILL');
  });
  const timeLimit = options.for ?? (context.stdout.isTerminal ? null : UNATTENDED_MS);
  const isOnce = options.times === undefined;
  const limit = timeLimit === null || !isOnce ? null : AbortSignal.timeout(timeLimit);
  const job: Job = {
    context,
    options,
    target,
    proxy,
    limit: limit && { signal: limit, ms: timeLimit ?? 0 },
    signals: limit ? [interrupts.signal, limit] : [interrupts.signal],
    onStage: (opened) => {
      stage = opened;
    },
  };
  const play = isOnce ? (options.watch ? playEachSave : playOnce) : playTimes;
  const code = await play(job);
  interrupts.close();
  return interrupts.exitCode ?? code;
}

/** Programs to run, and what ends their run. */
interface Job {
  context: Context;
  options: Options;
  target: Target;
  proxy: ProxyPlan | null;
  /** The signal that `--for` gives, and after how many ms. */
  limit: { signal: AbortSignal; ms: number } | null;
  /** Each of them ends the run. */
  signals: AbortSignal[];
  onStage(stage: Stage): void;
  spares?: Spares;
}

/** Plays the session again after each save, until a signal ends it; resolves to the last exit code. */
async function playEachSave(job: Job): Promise<number> {
  const { context, options, target, signals } = job;
  const say = runMessages[context.language];
  let save = new AbortController();
  let files: readonly string[] = [];
  const watches = target.folders.map((folder) =>
    watchFolder(folder, (changed) => {
      files = changed;
      save.abort();
    }),
  );
  const spares = options.spares === false ? {} : { spares: openSpares() };
  const ended = AbortSignal.any(signals);
  let code = 0;
  while (!ended.aborted) {
    save = new AbortController();
    const either = AbortSignal.any([ended, save.signal]);
    code = await playOnce({ ...job, ...spares, signals: [either] });
    if (!either.aborted) {
      tell(context, say.watching);
      await once(either, 'abort');
    }
    if (ended.aborted) break;
    context.stdout.write(cleanScreen(context));
    tell(context, say.saved(files.join(', ')));
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

/** Plays the session `--times`, and draws a chart of all runs; resolves to 1 where one of them failed. */
async function playTimes({ context, options, target, signals, onStage }: Job): Promise<number> {
  const { stdout } = context;
  const { times = 1 } = options;
  const say = runMessages[context.language];
  const gathering = openGathering(options.chart ?? 'chunks');
  const progress = openProgress(stdout, createStyleOf(context));
  const notes: string[] = [];
  const { done, failed } = await repeatSession({
    plan: { ...target, isPortPassed: isPortPassed(context, options) },
    times,
    gathering,
    signal: AbortSignal.any(signals),
    limitMs: options.for ?? (stdout.isTerminal ? null : UNATTENDED_MS),
    onStage,
    onProgress: (count) => progress.set(count, times),
    onFailure: async ({ stage, end }) => {
      notes.push(...(await describeFailures(context, stage, end)));
    },
  });
  progress.close();
  printChart(context, options, gathering, { runs: done, failed });
  await stdout.drained();
  if (done < times) tell(context, say.fewerRuns(done, times));
  if (failed > 0) tell(context, say.someFailed(failed, done));
  for (const note of notes) tell(context, note);
  return failed > 0 ? 1 : 0;
}

function printChart(
  context: Context,
  options: Options,
  gathering: Gathering,
  counts: { runs: number; failed: number },
): void {
  const { stdout, language } = context;
  if (options.json) {
    stdout.print(stringify({ chart: gathering.kind, ...counts, ...gathering.measure() }));
    return;
  }
  const form = options.plain ? 'words' : 'picture';
  const width = options.width ?? stdout.columns;
  const style = createStyleOf(context);
  stdout.print(...gathering.render({ width, style, language, form }));
}

function isPortPassed(context: Context, options: Options): boolean {
  return options.port !== undefined || context.environment.PORT !== undefined;
}

async function playOnce(job: Job): Promise<number> {
  const { context, options, target, limit, spares } = job;
  const gathering = options.chart === undefined ? null : openGathering(options.chart);
  const view = createView(context, options, target);
  context.stdout.print(...view.heading());
  // Whoever reads may be slower than the programs write: those wait then, as in a terminal.
  const rows = openRows(view, context.stdout, (isFull) => {
    if (isFull) stage.pause();
    else stage.resume();
  });
  let isStopping = false;
  const quiet = watchQuiet(context, () => stage);
  const stage = openStage({
    spares,
    onEvent(event) {
      // What comes of the programs being stopped at the end is the tour's doing, and no news to a reader.
      const isStop = event.kind === 'exit' && event.signal !== null;
      const isOurStop = isStopping && (isStop || event.actor === 'proxy');
      if (options.json || !isOurStop) rows.add(event);
      if (!isOurStop) gathering?.take(event);
      quiet.touch();
    },
  });
  job.onStage(stage);
  const end = await playSession(stage, {
    ...target,
    ...(job.proxy && { proxy: job.proxy }),
    isPortPassed: isPortPassed(context, options),
    signal: AbortSignal.any(job.signals),
  });
  quiet.close();
  // Where nobody reads, the last rows don't get anywhere, and the programs are stopped all the same.
  await before(stage.settled(), LAST_ROWS_MS);
  const failed = stage.programs.filter((program) => hasFailed(program.exit));
  const notes = await describeEnd(end, stage, context.language);
  for (const address of findBypasses(stage.events)) {
    notes.push(runMessages[context.language].bypassed(address));
  }
  if (end.kind === 'stopped' && limit?.signal.aborted) {
    notes.push(...(await describeLimit(context, stage, limit.ms)));
  }
  notes.push(...(await explainPrograms(context, stage, end, failed)));
  isStopping = true;
  await stage.stop();
  await rows.drained();
  if (gathering) {
    if (!options.json) context.stdout.print('');
    printChart(context, options, gathering, { runs: 1, failed: Math.min(1, failed.length) });
    await context.stdout.drained();
  }
  for (const note of notes) tell(context, note);
  if (end.kind === 'notProxied') return 2;
  const isBroken = end.kind === 'serverEnded' || end.kind === 'neverListened';
  return isBroken || failed.length > 0 ? 1 : 0;
}

/** What went wrong in a run, in words. */
async function describeFailures(context: Context, stage: Stage, end: SessionEnd) {
  const failed = stage.programs.filter((program) => hasFailed(program.exit));
  return [
    ...(await describeEnd(end, stage, context.language)),
    ...(await explainPrograms(context, stage, end, failed)),
  ];
}

/** Why programs failed. */
async function explainPrograms(
  context: Context,
  stage: Stage,
  end: SessionEnd,
  failed: readonly Program[],
): Promise<string[]> {
  const notes: string[] = [];
  for (const { actor, file, exit } of failed) {
    const style = createStyleOf(context);
    const why = await explainFailure(actor, { ...context, stage, style });
    const how = exit ? describeExit(exit, context.language) : '';
    // The end of a server that never listened is told already.
    const isTold = why.length > 0 || end.kind === 'serverEnded';
    notes.push(
      ...(isTold ? why : [runMessages[context.language].failed(path.basename(file), how)]),
    );
  }
  return notes;
}

async function describeLimit(context: Context, stage: Stage, ms: number): Promise<string[]> {
  const running = stage.programs.filter((program) => program.exit === null);
  const alive = await Promise.all(
    running.map((program) => describeAlive(program, stage, context.language, 'stillAlive')),
  );
  return [runMessages[context.language].stoppedAfter(ms / 1000), ...alive.flat()];
}

/** Says once, when nothing has happened for a while, what the run is waiting for. */
function watchQuiet(context: Context, find: () => Stage) {
  let timer: NodeJS.Timeout | undefined;
  let isTold = !context.stdout.isTerminal;
  async function say() {
    isTold = true;
    const stage = find();
    const running = stage.programs.filter((program) => program.exit === null);
    const notes = await Promise.all(
      running.map((program) => describeAlive(program, stage, context.language)),
    );
    if (notes.flat().length === 0) return;
    for (const note of notes.flat()) tell(context, note);
    tell(context, runMessages[context.language].stopHint);
  }
  return {
    touch() {
      clearTimeout(timer);
      if (!isTold) timer = setTimeout(say, QUIET_MS);
    },
    close() {
      isTold = true;
      clearTimeout(timer);
    },
  };
}

function createView(context: Context, options: Options, target: Target): View {
  if (options.json) return createJson();
  const { stdout, language } = context;
  const programs = [...(target.server ? [target.server] : []), ...target.clients];
  const width = options.width ?? stdout.columns;
  const viewOptions = {
    width,
    language,
    style: createStyleOf(context),
    wire: options.wire ?? true,
    hex: options.hex ?? false,
    actors: programs.map(({ actor }) => actor),
    titles: Object.fromEntries(programs.map(({ actor, file }) => [actor, nameFile(file)])),
  };
  if (!options.plain && width >= COLUMNS_NEEDED) return createColumns(viewOptions);
  const isEndless = !stdout.isTerminal && options.width === undefined;
  return createLane(isEndless ? { ...viewOptions, width: Number.POSITIVE_INFINITY } : viewOptions);
}

function createStyleOf({ hasColour, hasLinks }: Context): Style {
  return createStyle({ colour: hasColour, links: hasLinks });
}

function nameFile(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}

function tell(context: Context, note: string): void {
  const width = Math.min(context.stderr.columns, NOTE_COLUMNS);
  context.stderr.print(...wrapText(note, width));
}
