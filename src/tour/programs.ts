// The performance: a lesson's programs as the walk plays them, one thing after the other.

import type { RunProgram } from '../course/block.ts';
import { isSolution, takeOwn } from '../course/run-blocks.ts';
import type { RunOptions } from '../course/run-options.ts';
import { planBlockProxy } from '../play/start.ts';
import { findListening } from '../stage/alive.ts';
import { isServer } from '../stage/run-state.ts';
import type { Stage } from '../stage/stage.ts';
import { type ActionQueue, openActionQueue } from './action-queue.ts';
import { StagedRuns, type StagedRunsOptions } from './staged-runs.ts';

/** The programs of a lesson as the walk handles them. What is asked for while something starts waits its turn. */
export interface Programs {
  readonly stage: Stage;
  /**
   * Starts programs, with their heading; the clients through a proxy where the options ask for one. As often as they
   * say, then without rows. Their chart is drawn when they have come to rest.
   */
  play(programs: readonly RunProgram[], options: RunOptions): Promise<void>;
  /**
   * Stops all and starts again what was on last; in between it calls `onHalt`. What is being started goes
   * no further. Asked for twice while it waits, it happens once.
   */
  replay(onHalt: () => void): Promise<void>;
  /** Has spares ready for programs that may be started next. */
  prepare(programs: readonly RunProgram[]): void;
  /** Says what `replay` is to start, and how. */
  expect(programs: readonly RunProgram[], options: RunOptions): void;
  /** Has `replay` start the learner's own programs in place of solutions. */
  expectOwn(): void;
  /** Stops what runs, and what is being started. */
  stop(): Promise<void>;
  /** Settles when nothing waits to be started any more. */
  started(): Promise<void>;
  /** Settles when what was started last has come to rest, or is not going to soon. */
  calm(): Promise<void>;
  /** Kills what runs, at once. */
  kill(): void;
  readonly running: readonly string[];
  /** Whether programs are being started or stopped. */
  readonly isBusy: boolean;
  /** How many runs of many are done; null where there is only one. */
  readonly progress: { done: number; all: number } | null;
  /** The files of the programs that failed in the last run, by themselves. */
  readonly failed: readonly string[];
  /** Whether not all could be started that was to be started last. */
  readonly hasFailedStart: boolean;
  /** Whether there is nothing to replay. */
  readonly isEmpty: boolean;
  /** Whether a server was started, running or not. */
  readonly hasServer: boolean;
  /** Where a client connects: to the proxy where there is one, else to the server; null where it doesn't listen. */
  readonly address: string | null;
}

/** What a performance needs. */
export interface ProgramsOptions extends StagedRunsOptions {
  /** The client that a lesson's server has, unless another is named; null where it has none. */
  clientFile: string | null;
}

/** Opens a performance in which nothing runs yet. */
export function openPrograms(options: ProgramsOptions): Programs {
  return new Performance(options);
}

class Performance implements Programs {
  readonly #options: ProgramsOptions;
  readonly #queue: ActionQueue;
  readonly #runs: StagedRuns;
  #titles: Readonly<Record<string, string>> = {};
  #wish: RunOptions = {};
  #isReplayWaiting = false;

  constructor(options: ProgramsOptions) {
    this.#options = options;
    this.#queue = openActionQueue(options.onChange);
    this.#runs = new StagedRuns(options, this.#queue);
  }

  play(list: readonly RunProgram[], how: RunOptions): Promise<void> {
    return this.#queue.add(async () => {
      const runs = this.#runs;
      const { cast, callOffs } = runs;
      if (list.some(({ actor }) => isServer(actor))) await runs.halt();
      this.#wish = how;
      this.#nameFor(list);
      this.#openScene();
      const proxy = planBlockProxy(how);
      if (how.times === undefined) return runs.start(list, how, () => cast.play(list, proxy));
      await cast.stop();
      cast.expect(list, proxy);
      return runs.repeat(list, how, () => this.#isReplayWaiting || callOffs !== runs.callOffs);
    });
  }

  async replay(onHalt: () => void): Promise<void> {
    const runs = this.#runs;
    runs.callOff();
    if (this.#isReplayWaiting) return this.#queue.done;
    this.#isReplayWaiting = true;
    await this.#queue.add(async () => {
      this.#isReplayWaiting = false;
      const { callOffs } = runs;
      await runs.halt();
      // What was asked for meanwhile does all of this again.
      if (this.#isReplayWaiting) return;
      onHalt();
      this.#openScene();
      const { programs } = runs.cast;
      const how = this.#wish;
      if (how.times !== undefined)
        await runs.repeat(programs, how, () => callOffs !== runs.callOffs);
      else await runs.start(programs, how, () => runs.cast.replay());
    });
  }

  prepare(list: readonly RunProgram[]): void {
    this.#runs.cast.prepare(list);
  }

  expect(list: readonly RunProgram[], how: RunOptions): void {
    this.#wish = how;
    this.#titles = listFiles(list);
    this.#runs.cast.expect(list, planBlockProxy(how));
  }

  expectOwn(): void {
    const { programs } = this.#runs.cast;
    if (programs.some(isSolution)) this.expect(programs.map(takeOwn), this.#wish);
  }

  stop(): Promise<void> {
    this.#runs.callOff();
    this.#queue.drop();
    this.#isReplayWaiting = false;
    return this.#queue.add(() => this.#runs.halt());
  }

  started(): Promise<void> {
    return this.#queue.done;
  }

  calm(): Promise<void> {
    return this.#runs.reports.settled;
  }

  /** It may be called by itself, as by a timer. */
  readonly kill = (): void => this.#runs.kill();

  get stage(): Stage {
    return this.#runs.stage;
  }

  get running(): readonly string[] {
    return this.#runs.cast.running;
  }

  get isBusy(): boolean {
    return this.#queue.isBusy;
  }

  get progress(): Programs['progress'] {
    return this.#runs.series.progress;
  }

  get failed(): readonly string[] {
    return this.#runs.reports.failed;
  }

  get hasFailedStart(): boolean {
    return this.#runs.hasFailedStart;
  }

  get isEmpty(): boolean {
    return this.#runs.cast.programs.length === 0;
  }

  get hasServer(): boolean {
    return this.#runs.cast.hasServer;
  }

  get address(): string | null {
    const server = findListening(this.stage.events, 'server').at(-1) ?? null;
    return server && (this.#runs.cast.proxyAddress ?? server);
  }

  /** The heading, and the first event of what is started next is the first of a run. */
  #openScene(): void {
    const { times, hex } = this.#wish;
    if (times === undefined) this.#options.scene.begin(this.#titles, hex);
  }

  #nameFor(list: readonly RunProgram[]): void {
    const isNewRun = list.some(({ actor }) => isServer(actor));
    const { clientFile } = this.#options;
    // A server alone has its client still to come; beside two servers none may ever stand.
    const client = clientFile === null || list.length > 1 ? {} : { client: clientFile };
    this.#titles = { ...(isNewRun ? client : this.#titles), ...listFiles(list) };
  }
}

/** The file of each actor. */
function listFiles(list: readonly RunProgram[]): Record<string, string> {
  return Object.fromEntries(list.map(({ actor, file }) => [actor, file]));
}
