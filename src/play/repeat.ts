// Plays the same session many times, to show what differs from run to run.
import type { Program } from '../stage/program.ts';
import { playSession, type SessionEnd, type SessionPlan } from '../stage/session.ts';
import { openStage, type Stage } from '../stage/stage.ts';
import { hearOut } from '../stage/start.ts';
import type { ChartRecorder } from './chart-recorder.ts';
import { chooseFirstSignal } from './interrupts.ts';
import { hasFailed } from './run-notes.ts';

/** What to repeat, and what to call meanwhile. */
export interface Repetition {
  plan: SessionPlan;
  times: number;
  recorder: ChartRecorder;
  /** Ends the repetition, between two runs or within one. */
  signal: AbortSignal;
  /** How long a run may take, in ms; null for no limit. */
  limitMs: number | null;
  /** Called with each run's stage before it begins. */
  onStage?(stage: Stage): void;
  /** Called before the first run, and after each. */
  onProgress(done: number): void;
  /** Called for the first run that failed, while its stage is there. */
  onFailure(failure: Failed): Promise<void>;
}

/** A run that failed. */
export interface Failed {
  stage: Stage;
  end: SessionEnd;
  /** The programs that failed by themselves. */
  programs: readonly Program[];
}

/** The result of the repetition. */
export interface Repeated {
  /** How many runs came to their end. */
  done: number;
  /** How many of them failed. */
  failed: number;
}

/** The ends of a server that never listened. */
const HOPELESS: readonly SessionEnd['kind'][] = ['serverEnded', 'neverListened', 'calledOff'];

/**
 * Plays the session again and again, with the tap that changes timing least. A server that never
 * listens ends it at once: the next try would be no better.
 */
export async function repeatSession(repetition: Repetition): Promise<Repeated> {
  const { times, recorder, signal, onProgress } = repetition;
  const repeated: Repeated = { done: 0, failed: 0 };
  let isHopeless = false;
  onProgress(0);
  while (repeated.done < times && !isHopeless && !signal.aborted) {
    recorder.begin();
    const played = await playOne(repetition, repeated.failed === 0);
    if (signal.aborted) {
      recorder.drop();
      break;
    }
    repeated.done += 1;
    if (played.isFailed) repeated.failed += 1;
    isHopeless = played.isHopeless;
    onProgress(repeated.done);
  }
  return repeated;
}

async function playOne(repetition: Repetition, isFirst: boolean) {
  const { plan, recorder, signal, limitMs, onStage, onFailure } = repetition;
  // A proxy acts on what the programs report reading, and must get it at once.
  const stage = openStage({ tap: plan.proxy ? true : 'deferred', onEvent: recorder.take });
  onStage?.(stage);
  const limit = limitMs === null ? null : AbortSignal.timeout(limitMs);
  const either = limit ? AbortSignal.any([signal, limit]) : signal;
  try {
    const end = await playSession(stage, { ...plan, signal: either });
    // Those that still run report what they hold back.
    await hearOut(stage);
    const programs = stage.programs.filter(({ exit }) => hasFailed(exit));
    const isHopeless = HOPELESS.includes(end.kind);
    const isFailed = isHopeless || programs.length > 0 || limit?.aborted === true;
    if (isFailed && isFirst && !signal.aborted) await onFailure({ stage, end, programs });
    return { isFailed, isHopeless };
  } finally {
    await stage.stop(chooseFirstSignal(signal));
  }
}
