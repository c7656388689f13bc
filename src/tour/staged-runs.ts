// One run after the other on a stage: started, tried again where it has lost its port, stopped, told of.

import type { RunProgram } from '../course/block.ts';
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
import { openSpares, type Spares } from '../stage/spares/spares.ts';
import type { Stage } from '../stage/stage.ts';
import { LISTEN_MS } from '../stage/start.ts';
import { type StateWatch, watchStates } from '../stage/states/state-watch.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import { runMessages } from '../text/messages/run.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { ActionQueue } from './action-queue.ts';
import { type PlayOptions, sumUp } from './block-programs.ts';
import { SETTLE_MS } from './explanations.ts';
import { type FloodBrake, openBrakedStage } from './flood-brake.ts';
import { LessonPrograms } from './lesson-programs.ts';
import type { Page } from './page.ts';
import { RepeatedRuns } from './repeated-runs.ts';
import { RunReports, type RunReportsOptions } from './run-reports.ts';

/** What runs are played with. */
export interface StagedRunsOptions
  extends RunReportsOptions,
    Omit<ProgramPlaces, 'onNote' | 'place'> {
  /** Whether processes wait for programs that may be started next. */
  hasSpares: boolean;
  page: Pick<Page, 'isRushing' | 'isFlooded'>;
}

/** The runs of a lesson: `start`, `repeat` and `halt` are not to be called before the last of them is done. */
export class StagedRuns {
  readonly stage: Stage;
  /** The processes that are kept ready for programs, if any are. */
  readonly spares: Spares | undefined;
  protected readonly queue: ActionQueue;
  protected readonly current: LessonPrograms;
  protected readonly reports: RunReports;
  readonly #brake: FloodBrake;
  readonly #series: RepeatedRuns;
  readonly #options: StagedRunsOptions;
  readonly #places: ProgramPlaces;
  #obstacle: StartObstacle | null = null;
  #states: StateWatch | null = null;

  constructor(options: StagedRunsOptions) {
    const { text, runAddress: place, page } = options;
    const spares = options.hasSpares ? openSpares() : undefined;
    this.#options = options;
    this.spares = spares;
    this.#places = { ...options, place, onNote: (note) => text.tell(note[text.language]) };
    this.queue = new ActionQueue(options.onChange);
    const onEvent = (event: TraceEvent) => this.reports.take(event);
    const { stage, brake } = openBrakedStage({ spares, onEvent }, page);
    this.stage = stage;
    this.#brake = brake;
    this.reports = new RunReports(this.stage, options);
    this.current = new LessonPrograms({ ...this.#places, stage: this.stage, spares });
    this.#series = new RepeatedRuns(options);
  }

  /** Settles when nothing waits to be started any more. */
  started(): Promise<void> {
    return this.queue.done;
  }

  /** Settles when what was started last has come to rest, or is not going to soon, and is told of. */
  calm(): Promise<void> {
    return this.reports.told();
  }

  /** Settles when what was started last does nothing for a moment. */
  idle(): Promise<void> {
    return this.reports.idle;
  }

  /** Kills what runs, at once. */
  kill(): void {
    this.forgo();
    const programs = [...this.stage.programs, ...(this.#series.stage?.programs ?? [])];
    for (const program of programs) if (!program.exit) program.signal('SIGKILL');
  }

  get running(): readonly string[] {
    return this.current.running;
  }

  /** Whether programs are being started or stopped. */
  get isBusy(): boolean {
    return this.queue.isBusy;
  }

  /** How many runs of many are done; null where there is only one. */
  get progress(): RepeatedRuns['progress'] {
    return this.#series.progress;
  }

  /** The files of the programs that failed in the last run, by themselves, and were not to. */
  get failed(): readonly string[] {
    return this.reports.failed;
  }

  /** Whether not all could be started that was to be started last. */
  get hasFailedStart(): boolean {
    const { isHeld } = this.current;
    return this.#obstacle !== null || (isHeld && findFailedServer(this.stage) !== null);
  }

  /** Whether a server was started, running or not. */
  get hasServer(): boolean {
    return this.stage.programs.some(({ actor }) => isServer(actor));
  }

  /** Where a client connects: to the proxy where there is one, else to the server; null where it doesn't listen. */
  get address(): string | null {
    const { entrance } = this.reports;
    return entrance && (this.current.proxyAddress ?? entrance);
  }

  /** Starts programs by `go`, and tells why clients were not started. */
  protected async start(
    list: readonly RunProgram[],
    how: PlayOptions,
    go: () => Promise<StartObstacle | null>,
  ): Promise<void> {
    const { chart, failures = [], unexplained = failures } = how;
    // Charts are loaded with the first one: most lessons begin without.
    const charts = chart && (await import('../play/chart-recorder.ts'));
    const drawn = [await sumUp(list), charts ? charts.openChartRecorder(chart) : null];
    const drawings = drawn.filter((each) => each !== null);
    this.reports.follow(list, drawings, { failures, unexplained });
    this.#watchStates(how.states ?? false);
    this.#obstacle = null;
    this.#obstacle = await retryLostPort(
      (time) => (time === 0 ? go() : this.current.replay()),
      () => !this.reports.isStopping && this.#hasLostPort(),
    );
    if (this.#obstacle && !this.reports.isStopping) {
      const { text } = this.#options;
      text.tell(describeObstacle(this.#obstacle, text.language));
      this.reports.settle();
    }
    void this.#watchAlone(list, how);
  }

  /** Runs programs many times, without rows, and draws the chart; not where that was called off meanwhile. */
  protected async repeat(
    list: readonly RunProgram[],
    how: PlayOptions,
    isCalledOff: () => boolean,
  ): Promise<void> {
    this.reports.leave();
    const plan = await planSession(list, this.#places, planBlockProxy(how));
    // A series that hasn't begun would not hear that it was called off.
    if (isCalledOff()) return;
    await this.#series.play(plan, how.times ?? 1, how.chart ?? 'chunks');
  }

  /** Stops what runs. */
  protected async halt(): Promise<void> {
    this.reports.isStopping = true;
    this.#watchStates(false);
    const gone = this.stage.programs.map((program) => program.gone);
    void Promise.all(gone).then(() => this.#brake.release(true));
    await this.current.stop();
    await before(this.stage.settled(), SETTLE_MS);
    this.#brake.release(false);
    this.reports.isStopping = false;
  }

  /** Waits no longer for what runs, nor for more of a series; to be followed by `halt`, or by the end. */
  protected forgo(): void {
    this.reports.isStopping = true;
    this.#series.end();
    this.reports.settle();
  }

  /** What runs on from an earlier run is watched on. */
  #watchStates(isAsked: boolean): void {
    const { text } = this.#options;
    if (!isAsked) {
      this.#states?.abandon();
      this.#states = null;
    }
    if (!isAsked || this.#states) return;
    this.#states = watchStates(this.stage, (trouble) =>
      text.tell(runMessages[text.language].noStates(trouble)),
    );
  }

  #hasLostPort(): boolean {
    return hasLostPort(this.stage, this.#options.runAddress);
  }

  /** Nobody waits for a server that is started alone, so that it is told beside when it doesn't come to listen. */
  async #watchAlone(list: readonly RunProgram[], how: PlayOptions): Promise<void> {
    const [only, ...others] = list;
    if (!only || others.length > 0 || !isServer(only.actor)) return;
    const program = this.stage.program(only.actor);
    if (!program) return;
    const readiness = await this.stage.ready(program, LISTEN_MS);
    if (this.reports.isStopping || this.stage.program(program.actor) !== program) return;
    if (this.#hasLostPort()) {
      await this.queue.add(() => this.start(list, how, () => this.current.replay()));
      return;
    }
    if (readiness !== 'deadline' || program.exit) return;
    const { text } = this.#options;
    text.tell(walkMessages[text.language].listenOverdue(only.file, LISTEN_MS / 1000));
  }
}
