// A series: a lesson's programs many times in a row, without rows, and one chart of all runs.

import type { ChartRecorder } from '../play/chart-recorder.ts';
import type { Failed } from '../play/repeat.ts';
import type { SessionPlan } from '../stage/session.ts';
import type { Stage } from '../stage/stage.ts';
import type { ChartKind } from '../text/chart-kind.ts';
import type { Language } from '../text/language.ts';
import { runMessages } from '../text/messages/run.ts';

/** Plays one series at a time. */
export interface RepeatedRuns {
  /** How many runs are done; null where no series is running. */
  readonly progress: { done: number; all: number } | null;
  /** The stage of the current run, or null. */
  readonly stage: Stage | null;
  /** Plays the session `times` times, draws the chart, and reports what failed. */
  play(plan: SessionPlan, times: number, chart: ChartKind): Promise<void>;
  /** Ends the current series; the chart is of the runs that were done. */
  end(): void;
}

/** What a series needs. */
export interface RepeatedRunsOptions {
  getLanguage(): Language;
  /** Why an actor's program failed, in plain words. */
  explain(stage: Stage, actor: string): Promise<string[]>;
  tell(note: string): void;
  draw(recorder: ChartRecorder): void;
  /** Called when the progress has changed. */
  onChange(): void;
}

/** How long each run may take, in ms. */
const RUN_MS = 10_000;

/** Opens a series that has nothing to play yet. */
export function openRepeatedRuns(options: RepeatedRunsOptions): RepeatedRuns {
  const { getLanguage, tell, onChange } = options;
  let abort = new AbortController();
  let progress: RepeatedRuns['progress'] = null;
  let stage: Stage | null = null;

  function setProgress(next: RepeatedRuns['progress']): void {
    progress = next;
    onChange();
  }

  async function explain({ stage: its, end, programs }: Failed): Promise<string[]> {
    const why = await Promise.all(programs.map(({ actor }) => options.explain(its, actor)));
    const { describeEnd } = await import('../play/run-notes.ts');
    return [...(await describeEnd(end, its, getLanguage())), ...why.flat()];
  }

  return {
    get progress() {
      return progress;
    },
    get stage() {
      return stage;
    },
    async play(plan, times, chart) {
      abort = new AbortController();
      const { signal } = abort;
      const { openChartRecorder } = await import('../play/chart-recorder.ts');
      const { repeatSession } = await import('../play/repeat.ts');
      const recorder = openChartRecorder(chart);
      const notes: string[] = [];
      const { done, failed } = await repeatSession({
        plan,
        times,
        recorder,
        signal,
        limitMs: RUN_MS,
        onStage: (opened) => {
          stage = opened;
        },
        onProgress: (count) => setProgress({ done: count, all: times }),
        onFailure: async (failure) => {
          notes.push(...(await explain(failure)));
        },
      });
      stage = null;
      setProgress(null);
      if (done === 0) return;
      options.draw(recorder);
      const say = runMessages[getLanguage()];
      if (done < times) tell(say.fewerRuns(done, times));
      if (failed > 0) tell(say.someFailed(failed, done));
      for (const note of notes) tell(note);
    },
    end: () => abort.abort(),
  };
}
