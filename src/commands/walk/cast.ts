// The cast: the programs of a lesson that are on, and how to put them on again.
import path from 'node:path';
import type { RunProgram } from '../../course/block.ts';
import { LISTEN_MS } from '../../stage/session.ts';
import type { Readiness, Stage } from '../../stage/stage.ts';

/** The programs of a lesson on the stage. Its functions must not be called while one of them is under way. */
export interface Cast {
  /** Starts programs: servers first, clients once those listen. What runs as the same actor is stopped before. */
  play(programs: readonly RunProgram[]): Promise<Readiness | null>;
  /** Stops all and starts again what was on last. */
  replay(): Promise<Readiness | null>;
  /** Says what `replay` is to start, without starting it. */
  expect(programs: readonly RunProgram[]): void;
  /** Stops all that runs. */
  stop(): Promise<void>;
  /** The actors that run. */
  readonly running: string[];
  /** Whether there is anything to replay. */
  readonly isEmpty: boolean;
}

/** Opens the cast of a lesson whose copy lies in `directory`; `port` is given to every program as `PORT`. */
export function openCast(stage: Stage, directory: string, port: number): Cast {
  let programs: RunProgram[] = [];
  const isServer = ({ actor }: RunProgram) => actor.startsWith('server');

  function start({ actor, file }: RunProgram) {
    return stage.start({
      actor,
      file: path.join(directory, file),
      cwd: directory,
      environment: { PORT: String(port) },
    });
  }

  async function startAll(list: readonly RunProgram[]): Promise<Readiness | null> {
    await stage.settled();
    const servers = list.filter(isServer).map(start);
    const clients = list.filter((program) => !isServer(program));
    for (const server of servers) {
      if (clients.length === 0) break;
      const readiness = await stage.ready(server, LISTEN_MS);
      if (typeof readiness === 'string' || 'exit' in readiness) return readiness;
    }
    for (const client of clients) start(client);
    return null;
  }

  const cast: Cast = {
    async play(list) {
      // A new server is a new run: clients of the old one have no place in it.
      const kept = list.some(isServer) ? [] : programs.filter(isServer);
      const replaced = list.some(isServer) ? cast.running : list.map(({ actor }) => actor);
      programs = [...kept, ...list];
      await Promise.all(replaced.map((actor) => stopActor(stage, actor)));
      return startAll(list);
    },
    async replay() {
      await cast.stop();
      return startAll(programs);
    },
    expect(list) {
      programs = [...list];
    },
    async stop() {
      await Promise.all(cast.running.map((actor) => stopActor(stage, actor)));
    },
    get running() {
      return stage.programs.filter(({ exit }) => exit === null).map(({ actor }) => actor);
    },
    get isEmpty() {
      return programs.length === 0;
    },
  };
  return cast;
}

async function stopActor(stage: Stage, actor: string): Promise<void> {
  const program = stage.program(actor);
  if (program && !program.exit) await program.stop();
}
