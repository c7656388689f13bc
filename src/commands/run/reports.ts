// What is told of a run beside its rows: its chart, what it waits for, and which programs failed.
import { describeAllAlive } from '../../play/alive-notes.ts';
import type { ChartRecorder } from '../../play/chart-recorder.ts';
import { describeCut } from '../../play/cut.ts';
import { describeDestroyed, describeDrained, describeLosses } from '../../play/loss-notes.ts';
import { describeBrokenText, hasQuietTrouble } from '../../play/quiet-troubles.ts';
import { describeExit, explainFailure, explainWarnings, hasFailed } from '../../play/run-notes.ts';
import { stringify } from '../../screen/json.ts';
import type { Summary } from '../../screen/many-clients/summary.ts';
import { isStillborn } from '../../stage/many-clients.ts';
import type { Program } from '../../stage/program.ts';
import type { SessionEnd } from '../../stage/session.ts';
import type { Stage } from '../../stage/stage.ts';
import type { Language } from '../../text/language.ts';
import { runMessages } from '../../text/messages/run.ts';
import type { Context } from '../context.ts';
import { type Job, tell } from './job.ts';

/** How long nothing must happen before the run says what it waits for, in ms. */
const QUIET_MS = 3000;

/** Prints a chart: a picture, words with `--plain`, an object with `--json`. */
export function printChart(
  { context, options }: Pick<Job, 'context' | 'options'>,
  recorder: ChartRecorder,
  counts: { runs: number; failed: number },
): void {
  const { stdout, language, style } = context;
  if (options.json) {
    stdout.print(stringify({ chart: recorder.kind, ...counts, ...recorder.measure() }));
    return;
  }
  const form = options.plain ? 'words' : 'picture';
  const width = options.width ?? stdout.columns;
  stdout.print(...recorder.render({ width, style, language, form }));
}

/** Prints the summary of many clients below their rows: lines, or an object with `--json`. */
export function printSummary(
  { context, options }: Pick<Job, 'context' | 'options'>,
  summary: Summary,
): void {
  const { stdout, language, style } = context;
  if (options.json) {
    stdout.print(stringify(summary.measure()));
    return;
  }
  const width = options.width ?? stdout.columns;
  stdout.print('', ...summary.render({ width, style, language }));
}

/**
 * Says once, on a terminal, what the run waits for when nothing has happened for `QUIET_MS`; `touch` is to be called
 * whenever something happens.
 */
export function watchQuiet(context: Context, findStage: () => Stage) {
  const { language } = context;
  let timer: NodeJS.Timeout | undefined;
  let isTold = !context.stdout.isTerminal;

  async function say(): Promise<void> {
    isTold = true;
    const notes = await describeAllAlive(findStage(), language, 'isAlive');
    if (notes.length > 0) notes.push(runMessages[language].stopHint);
    for (const note of notes) tell(context, note);
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

/** The programs that have failed so far; one that was stopped counts as well. */
export function findFailed({ programs }: Stage): Program[] {
  return programs.filter(({ exit }) => hasFailed(exit));
}

/** Whether a UDP socket found its port taken, and got no other: in Node 20 and 22, bind() may keep that to itself. */
function hasLostBind({ events }: Stage, { actor }: Program): boolean {
  const own = events.filter((event) => event.actor === actor && event.protocol === 'udp');
  const last = own.findLast(({ kind }) => kind === 'error' || kind === 'listening');
  return last?.kind === 'error' && last.code === 'EADDRINUSE';
}

/** Programs to tell of: of many clients that ended alike the first, and none that could not be started. */
function pickFirst(programs: readonly Program[]): Program[] {
  const seen = new Set<string>();
  return programs.filter(({ isOneOfMany, exit }) => {
    if (!isOneOfMany) return true;
    const how = String(exit?.signal ?? exit?.code);
    const isFirst = !seen.has(how) && !isStillborn(exit);
    seen.add(how);
    return isFirst;
  });
}

/**
 * Why programs failed, all that have unless given, and what Node's warnings mean. Where the programs are the user's
 * own and no lesson's, whose prose tells it, what they met without failing is told as well.
 */
export async function explainFailures(
  context: Context,
  stage: Stage,
  end: SessionEnd,
  failed: readonly Program[] = findFailed(stage),
  isOwn = true,
): Promise<string[]> {
  const { language } = context;
  const notes = explainWarnings(stage, context);
  const all = stage.programs.filter(
    (each) =>
      failed.includes(each) ||
      hasLostBind(stage, each) ||
      (isOwn && !each.isOneOfMany && hasQuietTrouble(stage, each)),
  );
  notes.push(...(await explainPrograms(context, stage, end, all, failed)));
  if (!isOwn) return notes;
  return [
    ...notes,
    ...describeDrained(stage, language),
    // What isn't kept can't be counted.
    ...(stage.dropped > 0
      ? []
      : [...describeLosses(stage, language), ...describeDestroyed(stage, language)]),
    ...describeBrokenText(stage, language),
  ];
}

/** Why each of these programs failed, or what it met; of those among them that have `failed`, at least that they did. */
export async function explainPrograms(
  context: Context,
  stage: Stage,
  end: SessionEnd,
  programs: readonly Program[],
  failed: readonly Program[] = programs,
): Promise<string[]> {
  const { language } = context;
  const notes: string[] = [];
  for (const program of pickFirst(programs)) {
    const { actor } = program;
    const why = await explainFailure(actor, { ...context, stage });
    // The end of a server that never listened is already reported.
    const isTold = why.length > 0 || !failed.includes(program) || end.kind === 'serverEnded';
    const failure = isTold ? [] : describeFailure(program, language);
    notes.push(...why, ...failure, ...describeCut(actor, stage, language));
  }
  return notes;
}

/** That a program failed, and how it ended. */
function describeFailure({ title, exit, ending }: Program, language: Language): string[] {
  const say = runMessages[language];
  if (exit === null) return [];
  const isThrown = ending?.cause === 'thrown' || ending?.cause === 'rejected';
  if (isThrown && exit.signal !== null) return [say.failedMeanwhile(title, exit.signal)];
  return [say.failed(title, describeExit(exit, language))];
}
