// The cast: the programs of a lesson that are on, and how to put them on again.
import type { RunProgram } from '../course/block.ts';
import {
  describeProgram,
  type ProgramPlaces,
  type StartObstacle,
  startLessonPrograms,
} from '../play/start.ts';
import { before } from '../stage/deadline.ts';
import { isServer } from '../stage/run-state.ts';
import type { Spares } from '../stage/spares/spares.ts';
import type { ProxyPlan, Stage } from '../stage/stage.ts';
import { stopActors } from '../stage/start.ts';

/** The programs of a lesson on the stage. `play` and `replay` must not be called while one of them is under way. */
export interface LessonPrograms {
  /**
   * Starts programs: servers first, one after the other, clients once all of them listen, through a proxy where there
   * is a plan for one. What runs as the same actor is stopped before. Settles with why the clients were not started,
   * else with null.
   */
  play(programs: readonly RunProgram[], proxy: ProxyPlan | null): Promise<StartObstacle | null>;
  /** Stops all and starts again what was on last, in the same way. */
  replay(): Promise<StartObstacle | null>;
  /** Has spares ready for programs that may be started next. */
  prepare(programs: readonly RunProgram[]): void;
  /** Says what `replay` is to start, and how, without starting it. */
  expect(programs: readonly RunProgram[], proxy: ProxyPlan | null): void;
  /** Stops all that runs, at any time; what is being started goes no further. */
  stop(): Promise<void>;
  /** The actors that run. */
  readonly running: string[];
  /** What `replay` starts. */
  readonly programs: readonly RunProgram[];
  /** Whether a server was started, running or not. */
  readonly hasServer: boolean;
  /** Where the proxy listens, through which clients come, or null. */
  readonly proxyAddress: string | null;
  /** Whether a stranger had the port when programs were started last. */
  readonly isHeld: boolean;
}

/** How long rows may be on their way before the next program starts, in ms; a flood never settles. */
const SETTLE_MS = 100;

/** What a cast needs. */
export interface LessonProgramsOptions extends ProgramPlaces {
  stage: Stage;
  /** Those of the stage, if it has any. */
  spares: Spares | undefined;
}

/** Opens the cast of a lesson. */
export function openLessonPrograms(options: LessonProgramsOptions): LessonPrograms {
  const { stage, spares } = options;
  let programs: RunProgram[] = [];
  let plan: ProxyPlan | null = null;
  let proxyAddress: string | null = null;
  let isHeld = false;
  let turn = 0;
  const isServing = ({ actor }: RunProgram) => isServer(actor);

  async function startAll(list: readonly RunProgram[]): Promise<StartObstacle | null> {
    turn += 1;
    const mine = turn;
    const isCalledOff = () => mine !== turn;
    await before(stage.settled(), SETTLE_MS);
    if (isCalledOff()) return null;
    proxyAddress = null;
    const started = await startLessonPrograms(stage, list, options, { proxy: plan, isCalledOff });
    if (isCalledOff()) return null;
    const { proxy } = started;
    proxyAddress = proxy && `${proxy.environment.HOST}:${proxy.port}`;
    isHeld = started.isHeld;
    return started.obstacle;
  }

  const cast: LessonPrograms = {
    async play(list, proxy) {
      plan = proxy;
      // A new server is a new run: clients of the old one have no place in it.
      const kept = list.some(isServing) ? [] : programs.filter(isServing);
      const replaced = list.some(isServing) ? cast.running : list.map(({ actor }) => actor);
      programs = [...kept, ...list];
      await stopActors(stage, replaced);
      return startAll(list);
    },
    async replay() {
      await cast.stop();
      return startAll(programs);
    },
    prepare(list) {
      // What the learner is to read comes first: starting a process takes a while.
      setImmediate(() => spares?.expect(list.map((each) => describeProgram(each, options))));
    },
    expect(list, proxy) {
      programs = [...list];
      plan = proxy;
    },
    async stop() {
      turn += 1;
      stage.closeProxy();
      await stopActors(stage, cast.running);
    },
    get running() {
      return stage.programs.filter(({ exit }) => exit === null).map(({ actor }) => actor);
    },
    get isHeld() {
      return isHeld;
    },
    get proxyAddress() {
      return proxyAddress;
    },
    get programs() {
      return programs;
    },
    get hasServer() {
      return stage.programs.some(({ actor }) => isServer(actor));
    },
  };
  return cast;
}
