// The programs of a lesson that are on, and how to put them on again.
import type { RunProgram } from '../course/block.ts';
import {
  describeProgram,
  type ProgramPlaces,
  type StartObstacle,
  startLessonPrograms,
} from '../play/start.ts';
import { before } from '../stage/deadline.ts';
import type { FirstSignal } from '../stage/program.ts';
import { isServer } from '../stage/run-state.ts';
import type { Spares } from '../stage/spares/spares.ts';
import type { ProxyPlan, Stage } from '../stage/stage.ts';
import { stopActors } from '../stage/start.ts';

/** What a lesson's programs need. */
export interface LessonProgramsOptions extends ProgramPlaces {
  stage: Stage;
  /** Those of the stage, if it has any. */
  spares: Spares | undefined;
}

/** How long rows may be on their way before the next program starts, in ms; a flood never settles. */
const SETTLE_MS = 100;

/** The programs of a lesson on the stage. `play` and `replay` must not be called while one of them is under way. */
export class LessonPrograms {
  /** What `replay` starts. */
  programs: readonly RunProgram[] = [];
  /** Where the proxy listens, through which clients come, or null. */
  proxyAddress: string | null = null;
  /** Whether a stranger had the port when programs were started last. */
  isHeld = false;
  readonly #options: LessonProgramsOptions;
  #plan: ProxyPlan | null = null;
  #turn = 0;

  constructor(options: LessonProgramsOptions) {
    this.#options = options;
  }

  /**
   * Starts programs: servers first, one after the other, clients once all of them listen, through a proxy where there
   * is a plan for one. What runs as the same actor is stopped before. Settles with why the clients were not started,
   * else with null.
   */
  async play(list: readonly RunProgram[], plan: ProxyPlan | null): Promise<StartObstacle | null> {
    const isServing = ({ actor }: RunProgram) => isServer(actor);
    // A new server is a new run: clients of the old one have no place in it.
    const isNew = list.some(isServing);
    const replaced = isNew ? this.running : list.map(({ actor }) => actor);
    this.expect([...(isNew ? [] : this.programs.filter(isServing)), ...list], plan);
    await stopActors(this.#options.stage, replaced);
    return this.#start(list);
  }

  /** Stops all and starts again what was on last, in the same way. */
  async replay(): Promise<StartObstacle | null> {
    await this.stop();
    return this.#start(this.programs);
  }

  /** Has spares ready for programs that may be started next. */
  prepare(list: readonly RunProgram[]): void {
    const { spares } = this.#options;
    // What the learner is to read comes first: starting a process takes a while.
    setImmediate(() => {
      const described = list.map((each) => describeProgram(each, this.#options));
      spares?.expect(described.filter(({ isForeign }) => !isForeign));
    });
  }

  /** Says what `replay` is to start, and how, without starting it. */
  expect(programs: readonly RunProgram[], plan: ProxyPlan | null): void {
    this.programs = programs;
    this.#plan = plan;
  }

  /** Stops all that runs, at any time; what is being started goes no further. */
  async stop(first?: FirstSignal): Promise<void> {
    this.#turn += 1;
    this.#options.stage.closeProxy();
    await stopActors(this.#options.stage, this.running, first);
  }

  /** The actors that run. */
  get running(): string[] {
    const { programs } = this.#options.stage;
    return programs.filter(({ exit }) => exit === null).map(({ actor }) => actor);
  }

  async #start(list: readonly RunProgram[]): Promise<StartObstacle | null> {
    const { stage } = this.#options;
    this.#turn += 1;
    const mine = this.#turn;
    const isCalledOff = () => mine !== this.#turn;
    await before(stage.settled(), SETTLE_MS);
    if (isCalledOff()) return null;
    this.proxyAddress = null;
    const how = { proxy: this.#plan, isCalledOff };
    const { proxy, isHeld, obstacle } = await startLessonPrograms(stage, list, this.#options, how);
    if (isCalledOff()) return null;
    this.proxyAddress = proxy && `${proxy.environment.HOST}:${proxy.port}`;
    this.isHeld = isHeld;
    return obstacle;
  }
}
