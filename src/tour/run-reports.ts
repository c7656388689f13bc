// What is told of a lesson's programs as they run: their rows, a chart, why one failed, and whom they connected to.
import path from 'node:path';
import type { RunProgram } from '../course/block.ts';
import { findEntrance } from '../play/chain.ts';
import type { ChartRecorder } from '../play/chart-recorder.ts';
import { openOutsiders } from '../play/outsiders.ts';
import type { RunAddress } from '../play/run-address.ts';
import { hasLostPort } from '../play/servers.ts';
import { before } from '../stage/deadline.ts';
import { PROXY } from '../stage/proxy/proxy.ts';
import { isServer } from '../stage/run-state.ts';
import type { Stage } from '../stage/stage.ts';
import type { Kind, TraceEvent } from '../stage/trace/trace.ts';
import { Explanations, type ExplanationsOptions, SETTLE_MS } from './explanations.ts';
import type { Rows } from './rows.ts';
import { type SettledWatch, watchSettled } from './run-settled.ts';

/** What is drawn of a run when it has come to rest. */
export interface Drawing extends Pick<ChartRecorder, 'render'> {
  /** Takes an event of the run. */
  take(event: TraceEvent): void;
}

/** Where and how is told. */
export interface RunReportsOptions extends Pick<ExplanationsOptions, 'text' | 'explain'> {
  rows: Pick<Rows, 'show' | 'pass' | 'begin'>;
  /** Where the programs meet. */
  runAddress: RunAddress;
  /** Prints a chart, or a summary. */
  draw(drawing: Pick<Drawing, 'render'>): void;
  /** Called when what runs has changed. */
  onChange(): void;
}

/** What is known before of a run's failures, by actors. */
interface Expected {
  /** Those that are to fail. */
  failures: readonly string[];
  /** Those whose failure is told only when the learner asks. */
  unexplained: readonly string[];
}

const NONE_EXPECTED: Expected = { failures: [], unexplained: [] };

/** What changes whether a server takes connections. */
const DOORS: ReadonlySet<Kind> = new Set(['start', 'listening', 'closing', 'close', 'exit']);

/** Tells of the programs on a stage as they run; whoever opens it has each of the stage's events taken. */
export class RunReports {
  /** Whether programs are being stopped: what comes of that is the tour's doing, and no news. */
  isStopping = false;
  /** Where a client reaches the servers; null where it doesn't. */
  entrance: string | null = null;
  readonly explanations: Explanations;
  readonly #stage: Stage;
  readonly #options: RunReportsOptions;
  readonly #outsiders = openOutsiders(() => this.#stage.programs);
  readonly #failed = new Set<string>();
  #watch: SettledWatch | null = null;
  #drawings: readonly Drawing[] = [];
  /** Many clients, of which one failure is explained; and whether it was. */
  #many: ReadonlySet<string> = new Set();
  #isManyTold = false;
  /** The actors that are to fail, and those whose failure is not explained before the learner asks. */
  #expected: Expected = NONE_EXPECTED;
  /** The actors whose process is still that of an earlier run: one that was frozen wakes up to be stopped. */
  #former = new Set<string>();

  constructor(stage: Stage, options: RunReportsOptions) {
    this.#stage = stage;
    this.#options = options;
    this.explanations = new Explanations({ ...options, stage, getSettled: () => this.settled });
  }

  /** Takes an event of the stage's. */
  take(event: TraceEvent): void {
    const { kind, actor, code, signal, connection } = event;
    if (kind === 'start') this.#former.delete(actor);
    const isFormer = this.#former.has(actor);
    const isOurStop = (this.isStopping && kind === 'exit' && signal !== null) || isFormer;
    if (!isOurStop && !(this.isStopping && actor === PROXY)) {
      this.#options.rows.show(event);
      for (const drawing of this.#drawings) drawing.take(event);
    } else this.#options.rows.pass(event);
    // A client that makes room has ended before the next one starts, whose end is waited for.
    if (kind !== 'exit' || !isFormer || isServer(actor)) this.#watch?.take(event);
    this.#outsiders.take(event);
    if (kind === 'connect') this.explanations.await(this.#tellOutsiders());
    const isOfServer = isServer(actor) && connection === undefined && DOORS.has(kind);
    if (isOfServer) this.entrance = findEntrance(this.#stage);
    if (isOfServer || kind === 'start' || kind === 'exit') this.#options.onChange();
    if (kind !== 'exit' || isOurStop || (code === 0 && signal === null)) return;
    if (hasLostPort(this.#stage, this.#options.runAddress)) return;
    if (this.#isTold(actor)) return;
    const { failures, unexplained } = this.#expected;
    if (!failures.includes(actor)) {
      this.#failed.add(path.basename(this.#stage.program(actor)?.file ?? actor));
    }
    this.explanations.add(actor, unexplained.includes(actor));
  }

  /**
   * Begins to follow programs that are to be started next; what is to be drawn is drawn when they have come to rest.
   */
  follow(
    programs: readonly RunProgram[],
    drawings: readonly Drawing[],
    expected: Expected = NONE_EXPECTED,
  ): void {
    this.leave();
    this.#expected = expected;
    this.#former = new Set(programs.map(({ actor }) => actor));
    const mine = watchSettled(programs, this.#stage.events);
    this.#watch = mine;
    this.#drawings = drawings;
    this.#many = new Set(programs.flatMap(({ actor, many }) => (many ? actor : [])));
    void mine.reached.then(() => {
      if (this.#watch !== mine || this.isStopping) return;
      for (const drawing of drawings) this.#options.draw(drawing);
    });
  }

  /** Follows none any more, and forgets who failed. */
  leave(): void {
    this.settle();
    this.#watch = null;
    this.#drawings = [];
    this.#former.clear();
    this.#isManyTold = false;
    this.explanations.begin();
    this.#failed.clear();
  }

  /** Waits no longer for those that are followed. */
  settle(): void {
    this.#watch?.end();
  }

  /** Settles when those that are followed have come to rest, or are not going to soon. */
  get settled(): Promise<void> {
    return this.#watch?.reached ?? Promise.resolve();
  }

  /** Settles when those that are followed do nothing for a moment; what they do later may be yet to come. */
  get idle(): Promise<void> {
    return this.#watch?.idle ?? Promise.resolve();
  }

  /** Settles when they have come to rest, and all is told of them. */
  async told(): Promise<void> {
    await this.settled;
    await this.explanations.told();
  }

  /** The files of the programs that failed by themselves since they are followed, without those that were to fail. */
  get failed(): readonly string[] {
    return [...this.#failed];
  }

  /** Whether the failure of one of many is told already: the others would tell the same. */
  #isTold(actor: string): boolean {
    if (!this.#many.has(actor)) return false;
    const isTold = this.#isManyTold;
    this.#isManyTold = true;
    return isTold;
  }

  /** Tells of connections to programs that are not part of the run, after the rows. */
  async #tellOutsiders(): Promise<void> {
    const { text } = this.#options;
    const notes = await this.#outsiders.describe(text.language);
    if (notes.length > 0) await before(this.settled, SETTLE_MS);
    text.tell(...notes);
  }
}
