// Examining a lesson: its checks against programs, one verdict each.
import { before, unlessAborted } from '../stage/deadline.ts';
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';
import { nameCommon } from './any-server.ts';
import { type Cause, findCause } from './cause.ts';
import type { Check, CheckSet } from './checks.ts';
import { Inconclusive } from './expectation-errors.ts';
import type { Site } from './launcher.ts';
import { findLack, hasSymptom, probeLoopback, probePrograms } from './machine.ts';
import { openPace } from './pace.ts';
import type { OutputLine, Phase } from './phase.ts';
import type { CheckTrace } from './recording.ts';
import { openToolBox, type ToolBox } from './tools.ts';

/** The verdict of a check. */
export type Verdict = 'pass' | 'fail' | 'inconclusive';

/** The outcome of one check. */
export interface Outcome {
  /** The lesson's folder. */
  lesson: string;
  id: string;
  verdict: Verdict;
  /** The known mistake's id, or null. */
  mistake: string | null;
  /** What happened in the phase that failed first; empty after a pass. */
  story: readonly Bilingual[];
  /** What was expected there and what came, or null. */
  difference: { expected: Bilingual; got: Bilingual } | null;
  /** What ended a program that failed, or kept it from beginning, where that is known; null after a pass. */
  cause: Cause | null;
  /** The last lines that the programs of that phase printed. */
  output: readonly OutputLine[];
  /** What happened in the phase that failed first, or in the last where none did; null where the verdict is no fail. */
  trace: CheckTrace | null;
  /** How long the check took, in ms. */
  ms: number;
}

/** How the checks are run. */
export interface ExamineOptions extends Site {
  /** Only these checks; all by default. */
  only?: readonly string[] | undefined;
  /** Called before each check. */
  onCheck?(id: string, index: number, count: number): void;
  /** Ends the examination; programs are stopped, and the outcomes so far are returned. */
  signal?: AbortSignal | undefined;
}

/** How long one check may take, in ms; what it expects has shorter deadlines of its own. */
const CHECK_MS = 120_000;
/** And one that somebody watches, perhaps in a debugger: the most that a timer takes, in ms. */
const WATCHED_MS = 2 ** 31 - 1;
/** How many lines of output an outcome keeps. */
const LINES_KEPT = 20;

/** How many checks of a lesson run side by side: while one waits for a socket, another has the CPU. */
const AT_A_TIME = 2;

/**
 * Runs the checks of a lesson, a few side by side, each with programs, peers and ports of its own; an
 * inconclusive one is tried once more. The outcomes are in the order of the checks.
 */
export async function examine(set: CheckSet, options: ExamineOptions): Promise<Outcome[]> {
  const ids = Object.keys(set.checks).filter((id) => options.only?.includes(id) ?? true);
  const outcomes = new Map<string, Outcome>();
  const waiting = ids.entries();
  const work = async () => {
    for (const [index, id] of waiting) {
      if (options.signal?.aborted) return;
      options.onCheck?.(id, index, ids.length);
      const examineIt = () => examineOnce(set.lesson, id, set.checks[id] as Check, options);
      let outcome = await examineIt();
      if (outcome.verdict === 'inconclusive' && !options.signal?.aborted)
        outcome = await examineIt();
      if (!options.signal?.aborted) outcomes.set(id, outcome);
    }
  };
  // When a check throws, those beside it still have to close what they opened.
  const ends = await Promise.allSettled(Array.from({ length: AT_A_TIME }, work));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return ids.flatMap((id) => outcomes.get(id) ?? []);
}

/** Runs one check, once: its verdict may be inconclusive. */
export async function examineOnce(
  lesson: string,
  id: string,
  check: Check,
  options: ExamineOptions,
): Promise<Outcome> {
  const start = performance.now();
  const box = openToolBox(options);
  const pace = openPace([]);
  let result: Result;
  let isBusy: boolean;
  let isSuspect: boolean;
  let cause: Cause | null = null;
  let trace: CheckTrace | null = null;
  try {
    result = await runCheck(check, box, options);
    if (result.verdict === 'fail') trace = box.recording.decide();
    isBusy = pace.hasStalled() || box.launcher.hasStarved;
    isSuspect = box.launcher.programs.some(hasSymptom);
    if (result.verdict === 'fail') cause = await findCause(box.launcher.subjects);
  } finally {
    pace.close();
    await box.close();
  }
  if (result.verdict === 'fail') {
    // Only now: what the programs under check took is free again.
    const reason = isBusy ? tellCheck((say) => say.stalled) : await findLackNow(isSuspect);
    if (reason) result = { verdict: 'inconclusive', mistake: null, reason };
  }
  const { verdict, reason } = result;
  // What was seen of a program that could not run proves no other mistake of it.
  const mistake = cause?.isBroken ? null : result.mistake;
  const failed = box.phases.find((phase) => !phase.isOk);
  const story = [...(failed?.story ?? []), ...(reason ? [reason] : [])];
  const { expected, got } = failed?.unmet ?? {};
  return {
    lesson,
    id,
    verdict,
    mistake,
    story: verdict === 'pass' ? [] : story,
    difference: verdict === 'fail' && expected && got ? { expected, got } : null,
    cause: verdict === 'fail' && mistake === null ? cause : null,
    output: readOutput(failed, box.phases),
    trace: verdict === 'fail' ? trace : null,
    ms: Math.round(performance.now() - start),
  };
}

/** What the machine lacks at the moment, in words, or null: a program that only looks as if it lacked it is no proof. */
async function findLackNow(isSuspect: boolean): Promise<Bilingual | null> {
  return (await probeLoopback()) ?? (isSuspect ? probePrograms() : null);
}

type Result = Pick<Outcome, 'verdict' | 'mistake'> & { reason: Bilingual | null };

async function runCheck(
  check: Check,
  box: ToolBox,
  { signal, watch }: ExamineOptions,
): Promise<Result> {
  let reason: Bilingual | null = null;
  try {
    const mistake = await before(
      unlessAborted(check.run(box.tools), signal),
      watch ? WATCHED_MS : CHECK_MS,
    );
    if (mistake !== 'aborted' && mistake !== 'deadline') {
      const isPass = box.phases.every(({ isOk }) => isOk) && !mistake;
      if (isPass) return { verdict: 'pass', mistake: null, reason };
      const { subjects, silences } = box.launcher;
      const common = nameCommon(subjects, silences.hasStuck);
      const isKnown = common !== null && check.mistakes.includes(common);
      // A program that turns in circles over its own errors has another mistake, which the check may know.
      const isOver = common === 'blocks' && mistake && subjects.some(hasErrors);
      return { verdict: 'fail', mistake: isKnown && !isOver ? common : (mistake ?? null), reason };
    }
    reason = tellCheck((say) => say.stalled);
  } catch (error) {
    reason = error instanceof Inconclusive ? error.reason : findLack(error);
    if (reason === null) throw error;
  }
  return { verdict: 'inconclusive', mistake: null, reason };
}

function hasErrors({ records }: ToolBox['launcher']['subjects'][number]): boolean {
  return records.some(({ kind }) => kind === 'error');
}

// Stack frames inside Node, and the blank lines around them, say nothing about the program.
const IDLE = /^\s+at .*\bnode:|^\s*$/;

/**
 * The last lines of the phase that failed; where it printed nothing, what its programs had printed before. Of all phases
 * where none failed.
 */
function readOutput(failed: Phase | undefined, phases: readonly Phase[]): OutputLine[] {
  const all = () => phases.flatMap(({ output }) => output);
  const inFailed = failed && (failed.output.length > 0 ? failed.output : failed.before);
  const own = inFailed ?? all();
  return own.filter(({ kind, text }) => kind === 'stdout' || !IDLE.test(text)).slice(-LINES_KEPT);
}
