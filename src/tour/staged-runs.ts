// One run after the other on the walk's stage: started, tried again where it has lost its port, stopped, told of.
import type { RunProgram } from '../course/block.ts';
import type { RunOptions } from '../course/run-options.ts';
import type { ChartRecorder } from '../play/chart-recorder.ts';
import { findFailedServer, hasLostPort, retryLostPort } from '../play/servers.ts';
import {
  describeObstacle,
  type ProgramPlaces,
  planBlockProxy,
  planSession,
  type StartObstacle,
} from '../play/start.ts';
import { before } from '../stage/deadline.ts';
import { isServer } from '../stage/run-state.ts';
import type { Spares } from '../stage/spares/spares.ts';
import { openStage, type Stage } from '../stage/stage.ts';
import { LISTEN_MS } from '../stage/start.ts';
import type { ChartKind } from '../text/chart-kind.ts';
import { walkMessages } from '../text/messages/walk.ts';
import type { ActionQueue } from './action-queue.ts';
import { type LessonPrograms, openLessonPrograms } from './lesson-programs.ts';
import { openRepeatedRuns, type RepeatedRuns } from './repeated-runs.ts';
import { openRunReports, type RunReports, type RunReportsOptions } from './run-reports.ts';

/** What runs are played with. */
export interface StagedRunsOptions extends RunReportsOptions, Omit<ProgramPlaces, 'onMove'> {
  /** Spares for the programs, if there are to be any. */
  spares: Spares | undefined;
}

/** How long rows of programs that have ended may be on their way, in ms. */
const SETTLE_MS = 300;

/** The runs of a lesson, one after the other: `start`, `repeat` and `halt` are not to be called before the last is done. */
export class StagedRuns {
  readonly stage: Stage;
  readonly cast: LessonPrograms;
  readonly reports: RunReports;
  readonly series: RepeatedRuns;
  readonly #options: StagedRunsOptions;
  readonly #places: ProgramPlaces;
  readonly #queue: ActionQueue;
  #obstacle: StartObstacle | null = null;
  #callOffs = 0;

  /** What is to be started again by itself waits in `queue`. */
  constructor(options: StagedRunsOptions, queue: ActionQueue) {
    const { spares, getLanguage, tell } = options;
    this.#options = options;
    this.#queue = queue;
    this.#places = { ...options, onMove: (note) => tell(note[getLanguage()]) };
    this.stage = openStage({ onEvent: (event) => this.reports.take(event), spares });
    this.reports = openRunReports(this.stage, options);
    this.cast = openLessonPrograms({ ...this.#places, stage: this.stage, spares });
    this.series = openRepeatedRuns(options);
  }

  /** Starts programs by `go`, and tells why clients were not started. */
  async start(
    list: readonly RunProgram[],
    how: RunOptions,
    go: () => Promise<StartObstacle | null>,
  ): Promise<void> {
    const { chart } = how;
    this.reports.follow(list, chart === undefined ? null : await openRecorder(chart));
    this.#obstacle = null;
    this.#obstacle = await retryLostPort(
      (time) => (time === 0 ? go() : this.cast.replay()),
      () => !this.reports.isStopping && this.#hasLostPort(),
    );
    this.#tellObstacle();
    void this.#watchAlone(list, how);
  }

  /** Runs programs many times, without rows, and draws the chart; not where that was called off meanwhile. */
  async repeat(
    list: readonly RunProgram[],
    how: RunOptions,
    isCalledOff: () => boolean,
  ): Promise<void> {
    this.reports.leave();
    const plan = await planSession(list, this.#places, planBlockProxy(how));
    // A series that hasn't begun would not hear that it was called off.
    if (isCalledOff()) return;
    await this.series.play(plan, how.times ?? 1, how.chart ?? 'chunks');
  }

  /** Stops what runs. */
  async halt(): Promise<void> {
    this.reports.isStopping = true;
    await this.cast.stop();
    await before(this.stage.settled(), SETTLE_MS);
    this.reports.isStopping = false;
  }

  /** Ends what runs, and what is being started, at any time; to be followed by `halt`. */
  callOff(): void {
    this.#callOffs += 1;
    this.reports.isStopping = true;
    this.series.end();
    this.reports.settle();
    void this.cast.stop();
  }

  /** How often something was called off. */
  get callOffs(): number {
    return this.#callOffs;
  }

  /** Kills what runs, at once. */
  kill(): void {
    this.reports.isStopping = true;
    this.series.end();
    this.reports.settle();
    const programs = [...this.stage.programs, ...(this.series.stage?.programs ?? [])];
    for (const program of programs) if (!program.exit) program.signal('SIGKILL');
  }

  /** Whether not all could be started that was to be started last. */
  get hasFailedStart(): boolean {
    return this.#obstacle !== null || (this.cast.isHeld && findFailedServer(this.stage) !== null);
  }

  #hasLostPort(): boolean {
    return hasLostPort(this.stage, this.#options.place);
  }

  /** Nobody waits for a server that is started alone, so that it is told beside when it doesn't come to listen. */
  async #watchAlone(list: readonly RunProgram[], how: RunOptions): Promise<void> {
    const [only, ...others] = list;
    if (!only || others.length > 0 || !isServer(only.actor)) return;
    const program = this.stage.program(only.actor);
    if (!program) return;
    const readiness = await this.stage.ready(program, LISTEN_MS);
    if (this.reports.isStopping || this.stage.program(program.actor) !== program) return;
    if (this.#hasLostPort()) {
      await this.#queue.add(() => this.start(list, how, () => this.cast.replay()));
      return;
    }
    if (readiness !== 'deadline' || program.exit) return;
    const { tell, getLanguage } = this.#options;
    tell(walkMessages[getLanguage()].listenOverdue(only.file, LISTEN_MS / 1000));
  }

  #tellObstacle(): void {
    if (this.#obstacle === null || this.reports.isStopping) return;
    const { tell, getLanguage } = this.#options;
    tell(describeObstacle(this.#obstacle, getLanguage()));
    this.reports.settle();
  }
}

/** Charts are loaded with the first one: most lessons begin without. */
async function openRecorder(chart: ChartKind): Promise<ChartRecorder> {
  const { openChartRecorder } = await import('../play/chart-recorder.ts');
  return openChartRecorder(chart);
}
