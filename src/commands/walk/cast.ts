// The cast: the programs of a lesson that are on, and how to put them on again.
import path from 'node:path';
import type { RunProgram } from '../../course/block.ts';
import { before } from '../../stage/deadline.ts';
import type { Exit, Program } from '../../stage/program.ts';
import { LISTEN_MS } from '../../stage/session.ts';
import type { Spares } from '../../stage/spares.ts';
import type { Readiness, Stage } from '../../stage/stage.ts';
import { isServer } from '../rest.ts';

/** The programs of a lesson on the stage. `play` and `replay` must not be called while one of them is under way. */
export interface Cast {
  /**
   * Starts programs: servers first, clients once those listen. What runs as the same actor is stopped before.
   * Settles with why the clients were not started, else with null.
   */
  play(programs: readonly RunProgram[]): Promise<Readiness | null>;
  /** Stops all and starts again what was on last. */
  replay(): Promise<Readiness | null>;
  /** Has spares ready for programs that may be started next. */
  prepare(programs: readonly RunProgram[]): void;
  /** Says what `replay` is to start, without starting it. */
  expect(programs: readonly RunProgram[]): void;
  /** Stops all that runs, at any time; what is being started goes no further. */
  stop(): Promise<void>;
  /** The actors that run. */
  readonly running: string[];
  /** What `replay` starts. */
  readonly programs: readonly RunProgram[];
  /** Whether a server was started, running or not. */
  readonly hasServer: boolean;
}

/** How long rows may be on their way before the next program starts, in ms; a flood never settles. */
const SETTLE_MS = 100;

/** What a cast needs. */
export interface CastOptions {
  stage: Stage;
  /** Those of the stage, if it has any. */
  spares: Spares | undefined;
  /** The lesson's copy, absolute. */
  directory: string;
  /** Given to every program as `PORT`. */
  port: number;
}

/** Opens the cast of a lesson. */
export function openCast({ stage, spares, directory, port }: CastOptions): Cast {
  let programs: RunProgram[] = [];
  let turn = 0;
  const stopping = new WeakMap<Program, Promise<Exit>>();
  const isServing = ({ actor }: RunProgram) => isServer(actor);

  const describe = ({ actor, file }: RunProgram) => ({
    actor,
    file: path.join(directory, file),
    cwd: directory,
    environment: { PORT: String(port) },
  });
  const start = (program: RunProgram) => stage.start(describe(program));

  /** A program hears of its end once: a second SIGTERM could cut short what the first began. */
  async function stopActor(actor: string): Promise<void> {
    const program = stage.program(actor);
    if (!program || program.exit) return;
    const stopped = stopping.get(program) ?? program.stop();
    stopping.set(program, stopped);
    await stopped;
  }

  async function startAll(list: readonly RunProgram[]): Promise<Readiness | null> {
    turn += 1;
    const mine = turn;
    await before(stage.settled(), SETTLE_MS);
    if (mine !== turn) return null;
    const servers = list.filter(isServing).map(start);
    const clients = list.filter((program) => !isServing(program));
    for (const server of servers) {
      if (clients.length === 0) break;
      const readiness = await stage.ready(server, LISTEN_MS);
      if (mine !== turn) return null;
      if (typeof readiness === 'string' || 'exit' in readiness) return readiness;
    }
    for (const client of clients) start(client);
    return null;
  }

  const cast: Cast = {
    async play(list) {
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
    prepare: (list) => spares?.expect(list.map(describe)),
    expect(list) {
      programs = [...list];
    },
    async stop() {
      turn += 1;
      await Promise.all(cast.running.map(stopActor));
    },
    get running() {
      return stage.programs.filter(({ exit }) => exit === null).map(({ actor }) => actor);
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
