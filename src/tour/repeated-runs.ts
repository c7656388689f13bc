// A lesson's programs many times in a row, without rows, and one chart of all runs.
import type { Failed } from '../play/repeat.ts';
import type { SessionPlan } from '../stage/session.ts';
import type { Stage } from '../stage/stage.ts';
import type { ChartKind } from '../text/chart-kind.ts';
import { runMessages } from '../text/messages/run.ts';
import type { RunReportsOptions } from './run-reports.ts';

/** What repeated runs need. */
export type RepeatedRunsOptions = Pick<RunReportsOptions, 'text' | 'explain' | 'draw' | 'onChange'>;

/** How long each run may take, in ms. */
const RUN_MS = 10_000;

/** Plays one series of runs at a time. */
export class RepeatedRuns {
  /** How many runs are done; null where no series is running. */
  progress: { done: number; all: number } | null = null;
  /** The stage of the current run, or null. */
  stage: Stage | null = null;
  readonly #options: RepeatedRunsOptions;
  #abort = new AbortController();

  constructor(options: RepeatedRunsOptions) {
    this.#options = options;
  }

  /** Plays the session `times` times, draws the chart, and reports what failed. */
  async play(plan: SessionPlan, times: number, chart: ChartKind): Promise<void> {
    this.#abort = new AbortController();
    const { text, draw } = this.#options;
    const { openChartRecorder } = await import('../play/chart-recorder.ts');
    const { repeatSession } = await import('../play/repeat.ts');
    const recorder = openChartRecorder(chart);
    const notes: string[] = [];
    const { done, failed } = await repeatSession({
      plan,
      times,
      recorder,
      signal: this.#abort.signal,
      limitMs: RUN_MS,
      onStage: (opened) => {
        this.stage = opened;
      },
      onProgress: (count) => this.#tellProgress({ done: count, all: times }),
      onFailure: async (failure) => {
        notes.push(...(await this.#explain(failure)));
      },
    });
    this.stage = null;
    this.#tellProgress(null);
    if (done === 0) return;
    draw(recorder);
    const say = runMessages[text.language];
    if (done < times) text.tell(say.fewerRuns(done, times));
    if (failed > 0) text.tell(say.someFailed(failed, done));
    text.tell(...notes);
  }

  /** Ends the current series; the chart is of the runs that were done. */
  end(): void {
    this.#abort.abort();
  }

  #tellProgress(progress: RepeatedRuns['progress']): void {
    this.progress = progress;
    this.#options.onChange();
  }

  async #explain({ stage, end, programs }: Failed): Promise<string[]> {
    const { text, explain } = this.#options;
    const why = await Promise.all(programs.map(({ actor }) => explain(stage, actor)));
    const { describeEnd } = await import('../play/run-notes.ts');
    return [...(await describeEnd(end, stage, text.language)), ...why.flat()];
  }
}
