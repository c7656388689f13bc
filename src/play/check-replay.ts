// A check that fails, played once more: only the phase in which it failed, slowly, for somebody who watches.
import path from 'node:path';
import { type CheckSet, listMistakes } from '../check/checks.ts';
import { examineOnce } from '../check/examine.ts';
import type { Debug, Watch } from '../check/recording.ts';
import { readCheckTexts } from '../course/check-texts.ts';
import { lessonsRoot } from '../course/folders.ts';
import { isFree } from '../stage/free-port.ts';
import { addTexts, type LessonOutcome, type Subjects } from './examination.ts';

/** How a check is replayed. */
export interface ReplayOptions extends Pick<Watch, 'onBegin' | 'onEvent'> {
  /** The outcome of the check at full speed, a failure: it says which phase is to be seen. */
  first: LessonOutcome;
  /** How long the check rests after each thing that it does, in ms; 200 unless given. */
  restMs?: number;
  /** Called with a program's file and the address of its debugger; programs wait for one where this is given. */
  onDebugger?: Debug['onAddress'] | undefined;
  /**
   * Called before all of it begins once more: where nothing could be decided, and at full speed where the program's
   * mistake shows itself in another way when there is more time.
   */
  onRetry(reason: 'undecided' | 'timed'): void;
  signal?: AbortSignal | undefined;
  /** See `ExamineOptions`. */
  loader?: string | undefined;
}

/** Long enough to read a row or two. */
const REST_MS = 200;
/** Where debuggers look for a program unless told otherwise. */
const DEBUG_PORT = 9229;

/** Replays a check of a lesson against the learner's programs, and returns its outcome: a failure with the same mistake, unless chance is in play. */
export async function replayCheck(
  set: CheckSet,
  { folder, directory }: Subjects,
  options: ReplayOptions,
): Promise<LessonOutcome> {
  const {
    first,
    onRetry,
    onBegin,
    onEvent,
    restMs = REST_MS,
    onDebugger,
    signal,
    loader,
  } = options;
  const { id, trace } = first;
  const check = set.checks[id];
  if (!check || !trace) throw new Error(`${id} has not failed`);
  const port = onDebugger && ((await isFree(DEBUG_PORT)) ? DEBUG_PORT : 0);
  const debug = onDebugger && port !== undefined ? { port, onAddress: onDebugger } : undefined;
  const site = { directory, course: path.join(lessonsRoot, folder), loader, signal };
  const watch = { phase: trace.phase, onBegin, onEvent, debug };
  const play = (ms: number) =>
    examineOnce(folder, id, check, { ...site, watch: { ...watch, restMs: ms } });
  let outcome = await play(restMs);
  if (outcome.verdict === 'inconclusive' && !signal?.aborted) {
    onRetry('undecided');
    outcome = await play(restMs);
  }
  const isOther = outcome.verdict !== 'inconclusive' && outcome.mistake !== first.mistake;
  if ((outcome.verdict === 'pass' || isOther) && !debug && !signal?.aborted) {
    // A program with timers of its own takes a rest for something else than it was.
    onRetry('timed');
    outcome = await play(0);
  }
  return addTexts(outcome, readCheckTexts(folder, listMistakes(set))[id]);
}
