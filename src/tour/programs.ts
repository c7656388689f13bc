// A lesson's programs as the learner asks for them: what is asked for while something starts waits its turn.
import type { RunProgram } from '../course/block.ts';
import { isOriginal, isSolution, takeOwn } from '../course/run-blocks.ts';
import { listChain } from '../play/chain.ts';
import { nameAll } from '../play/other-programs.ts';
import { planBlockProxy, type StartObstacle } from '../play/start.ts';
import type { FirstSignal } from '../stage/program.ts';
import { isServer } from '../stage/run-state.ts';
import { walkMessages } from '../text/messages/walk.ts';
import type { PlayOptions } from './block-programs.ts';
import { StagedRuns, type StagedRunsOptions } from './staged-runs.ts';

/** What a lesson's programs need. */
export interface ProgramsOptions extends StagedRunsOptions {
  /** The client that a lesson's server has, unless another is named; null where it has none. */
  clientFile: string | null;
  /** Programs as the text tells of them: the lesson's own in place of those that the learner has changed. */
  keepToText(list: readonly RunProgram[]): readonly RunProgram[];
}

/** The programs of a lesson; at first nothing runs. */
export class Programs extends StagedRuns {
  readonly #options: ProgramsOptions;
  #titles: Readonly<Record<string, string>> = {};
  #wish: PlayOptions = {};
  #isReplayWaiting = false;
  /** What the learner has chosen; null while the run decides. */
  #chosenStates: boolean | null = null;
  #isStatesTold = false;
  #isOriginalTold = false;
  #callOffs = 0;

  constructor(options: ProgramsOptions) {
    super(options);
    this.#options = options;
  }

  /**
   * Starts programs as the text tells of them, with their heading; the clients through a proxy where the options ask
   * for one. As often as they say, then without rows. Their chart is drawn when they have come to rest.
   */
  play(programs: readonly RunProgram[], how: PlayOptions): Promise<void> {
    return this.queue.add(async () => {
      const callOffs = this.#callOffs;
      const list = this.#options.keepToText(programs);
      this.#tellOriginals(list);
      const isNewRun = list.some(({ actor }) => isServer(actor));
      if (isNewRun) await this.halt();
      this.#wish = how;
      const { clientFile } = this.#options;
      // A server alone has its client still to come; beside two servers none may ever stand.
      const client = clientFile === null || list.length > 1 ? {} : { client: clientFile };
      this.#titles = { ...(isNewRun ? client : this.#titles), ...this.#nameAll(list) };
      const proxy = planBlockProxy(how);
      const go = () => this.current.play(list, proxy);
      if (how.times === undefined) return this.#begin(list, go);
      await this.current.stop();
      this.current.expect(list, proxy);
      return this.#repeat(callOffs);
    });
  }

  /**
   * Stops all and starts again what was on last; in between it calls `onHalt`. What is being started goes
   * no further. Asked for twice while it waits, it happens once.
   */
  async replay(onHalt: () => void): Promise<void> {
    this.#callOff();
    if (this.#isReplayWaiting) return this.queue.done;
    this.#isReplayWaiting = true;
    await this.queue.add(async () => {
      this.#isReplayWaiting = false;
      const callOffs = this.#callOffs;
      await this.halt();
      // What was asked for meanwhile does all of this again.
      if (this.#isReplayWaiting) return;
      onHalt();
      if (this.#wish.times !== undefined) await this.#repeat(callOffs);
      else await this.#begin(this.current.programs, () => this.current.replay());
    });
  }

  /** Has spares ready for programs that may be started next; in the learner's turn, for the learner's own. */
  prepare(list: readonly RunProgram[], isTurn = false): void {
    this.current.prepare(isTurn ? list : this.#options.keepToText(list));
  }

  /** Says what `replay` is to start, and how; what failed before is over. */
  expect(list: readonly RunProgram[], how: PlayOptions): void {
    this.forgetUnexplained();
    this.#wish = how;
    this.#titles = this.#nameAll(list);
    this.current.expect(list, planBlockProxy(how));
  }

  /**
   * Has `replay` start the learner's own programs in place of the course's. Why they fail is told at once; not where
   * checks follow (`isChecked`): it often names the cure, and the hints have yet to begin.
   */
  expectOwn(isChecked = false): void {
    const { programs } = this.current;
    this.#wish = {
      ...this.#wish,
      unexplained: isChecked ? programs.map(({ actor }) => actor) : [],
    };
    const isOther = programs.some((each) => isSolution(each) || isOriginal(each));
    if (isOther) this.expect(programs.map(takeOwn), this.#wish);
  }

  /** Whether the kernel is asked for the states of connections; set, it is so from the next run on. */
  get hasStates(): boolean {
    return this.#chosenStates ?? this.#wish.states ?? false;
  }

  set hasStates(isAsked: boolean) {
    this.#chosenStates = isAsked;
  }

  /** Whether there is nothing to replay. */
  get isEmpty(): boolean {
    return this.current.programs.length === 0;
  }

  /** Tells why a program failed, where that was kept back; false where there is nothing to tell. */
  explainNow(): Promise<boolean> {
    return this.reports.explanations.tellNow();
  }

  /** Whether there is something to tell. */
  get hasUnexplained(): boolean {
    return this.reports.explanations.areKeptBack;
  }

  /** Tells no more why programs failed where that was kept back. */
  forgetUnexplained(): void {
    this.reports.explanations.forget();
  }

  /** Whether `replay` starts a server that stays. */
  get hasServerAgain(): boolean {
    const { programs } = this.current;
    return this.#wish.times === undefined && programs.some(({ actor }) => isServer(actor));
  }

  /** Stops what runs, and what is being started. */
  stop(first?: FirstSignal): Promise<void> {
    this.#callOff(first);
    this.queue.drop();
    this.#isReplayWaiting = false;
    return this.queue.add(() => this.halt());
  }

  /** Ends what runs, and what is being started, at any time; to be followed by `halt`. */
  #callOff(first?: FirstSignal): void {
    this.#callOffs += 1;
    this.forgo();
    void this.current.stop(first);
  }

  /** Tells once why what runs is not the learner's own. */
  #tellOriginals(list: readonly RunProgram[]): void {
    const originals = list.filter(isOriginal).map((each) => takeOwn(each).file);
    if (originals.length === 0 || this.#isOriginalTold) return;
    this.#isOriginalTold = true;
    const { text } = this.#options;
    const say = walkMessages[text.language];
    text.tell(say.originalRuns([...new Set(originals)].join(', '), say.saveRunsOwn));
  }

  /** What stands above the rows of each actor. */
  #nameAll(list: readonly RunProgram[]): Record<string, string> {
    return nameAll(list, this.#options.text.language);
  }

  /** Starts programs by `go`, below a heading. */
  #begin(list: readonly RunProgram[], go: () => Promise<StartObstacle | null>): Promise<void> {
    const { text, rows, locate } = this.#options;
    const states = this.hasStates;
    if (states && !this.#isStatesTold) text.tell(walkMessages[text.language].statesNote);
    this.#isStatesTold ||= states;
    const many = list.filter((each) => each.many !== undefined).map(({ actor }) => actor);
    rows.begin(this.#titles, this.#wish, listChain(this.#titles, locate), many);
    return this.start(list, { ...this.#wish, states }, go);
  }

  #repeat(callOffs: number): Promise<void> {
    const isCalledOff = () => this.#isReplayWaiting || callOffs !== this.#callOffs;
    return this.repeat(this.current.programs, this.#wish, isCalledOff);
  }
}
