// The cast: the programs of a lesson that are on, and how to put them on again.
import type { RunProgram } from '../course/block.ts';
import type { RunAddress } from '../play/run-address.ts';
import { isServer } from '../play/run-state.ts';
import { findFailedServer, hasRunningServer } from '../play/servers.ts';
import { before } from '../stage/deadline.ts';
import type { Exit, Program } from '../stage/program.ts';
import { LISTEN_MS, readPort } from '../stage/session.ts';
import type { Spares } from '../stage/spares/spares.ts';
import type { ProxyPlan, Readiness, Stage } from '../stage/stage.ts';
import type { Bilingual } from '../text/language.ts';

/**
 * Why clients were not started: what became of their server, that it has no TCP port for a proxy, that a program which
 * isn't part of the run listens where they would connect, or that the server failed when it was started before them.
 */
export type StartObstacle = Readiness | 'notProxied' | 'held' | { failed: Program };

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
export interface LessonProgramsOptions {
  stage: Stage;
  /** Those of the stage, if it has any. */
  spares: Spares | undefined;
  /** The lesson's copy, absolute. */
  directory: string;
  /** Says where a program lies, absolute. */
  locate(program: RunProgram): string;
  /** Where the programs meet. */
  place: RunAddress;
  /** Told that the programs meet elsewhere from now on. */
  onMove?(note: Bilingual): void;
}

/** Opens the cast of a lesson. */
export function openLessonPrograms(options: LessonProgramsOptions): LessonPrograms {
  const { stage, spares, directory, locate, place } = options;
  let programs: RunProgram[] = [];
  let plan: ProxyPlan | null = null;
  let proxyAddress: string | null = null;
  let isHeld = false;
  let turn = 0;
  const stopping = new WeakMap<Program, Promise<Exit>>();
  const isServing = ({ actor }: RunProgram) => isServer(actor);

  const describe = (program: RunProgram) => ({
    actor: program.actor,
    file: locate(program),
    cwd: directory,
    environment: { ...place.environment },
  });

  function start(program: RunProgram, added: Readonly<Record<string, string>> = {}) {
    const given = describe(program);
    return stage.start({ ...given, environment: { ...given.environment, ...added } });
  }

  /** Whether a stranger has the port; where a server of the run's own is up, the port is its. */
  async function findHeld(): Promise<boolean> {
    if (hasRunningServer(stage)) return false;
    const { note, isHeld } = await place.prepare();
    if (note) options.onMove?.(note);
    return isHeld;
  }

  /** A program hears of its end once: a second SIGTERM could cut short what the first began. */
  async function stopActor(actor: string): Promise<void> {
    const program = stage.program(actor);
    if (!program || program.exit) return;
    const stopped = stopping.get(program) ?? program.stop();
    stopping.set(program, stopped);
    await stopped;
  }

  /** What clients need to come through the proxy; nothing where there is none, null where there can't be one. */
  async function openWay(): Promise<Readonly<Record<string, string>> | null> {
    stage.closeProxy();
    proxyAddress = null;
    if (plan === null) return {};
    const proxy = await stage.openProxy(plan);
    proxyAddress = proxy && `${proxy.environment.HOST}:${proxy.port}`;
    return proxy?.environment ?? null;
  }

  async function startAll(list: readonly RunProgram[]): Promise<StartObstacle | null> {
    turn += 1;
    const mine = turn;
    await before(stage.settled(), SETTLE_MS);
    if (mine !== turn) return null;
    const servers = list.filter(isServing);
    const clients = list.filter((program) => !isServing(program));
    const failed = servers.length === 0 ? findFailedServer(stage) : null;
    if (failed) return { failed };
    isHeld = await findHeld();
    if (mine !== turn) return null;
    if (isHeld && servers.length === 0) return 'held';
    for (const server of servers) {
      const started = start(server);
      if (server === servers.at(-1) && clients.length === 0) break;
      const readiness = await stage.ready(started, LISTEN_MS);
      if (mine !== turn) return null;
      const address =
        typeof readiness !== 'string' && 'listening' in readiness ? readiness.listening : null;
      if (address === null && clients.length > 0) return readiness;
      // A server that listens elsewhere leaves the port to the stranger.
      if (isHeld && address !== null && readPort(address) !== String(place.port)) return 'held';
    }
    if (clients.length === 0) return null;
    const added = await openWay();
    if (mine !== turn) return null;
    if (added === null) return 'notProxied';
    for (const client of clients) start(client, added);
    return null;
  }

  const cast: LessonPrograms = {
    async play(list, proxy) {
      plan = proxy;
      // A new server is a new run: clients of the old one have no place in it.
      const kept = list.some(isServing) ? [] : programs.filter(isServing);
      const replaced = list.some(isServing) ? cast.running : list.map(({ actor }) => actor);
      programs = [...kept, ...list];
      await Promise.all(replaced.map(stopActor));
      return startAll(list);
    },
    async replay() {
      await cast.stop();
      return startAll(programs);
    },
    prepare(list) {
      // What the learner is to read comes first: starting a process takes a while.
      setImmediate(() => spares?.expect(list.map(describe)));
    },
    expect(list, proxy) {
      programs = [...list];
      plan = proxy;
    },
    async stop() {
      turn += 1;
      stage.closeProxy();
      await Promise.all(cast.running.map(stopActor));
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
