// The start of a run: servers one after the other, clients once all of them listen, through a proxy or without.
import { readPort } from './address.ts';
import { before } from './deadline.ts';
import type { ProgramOptions } from './launch.ts';
import { startMany } from './many-clients.ts';
import { type Meeting, openMeeting } from './meeting.ts';
import { readTimes, subtract } from './processor-times.ts';
import type { Exit, FirstSignal, Program } from './program.ts';
import type { FaultProxy } from './proxy/proxy.ts';
import type { ProxyPlan, Stage } from './stage.ts';
import { waitForWord } from './word.ts';

/** What to start together. */
export interface StartPlan {
  servers: readonly ProgramOptions[];
  clients: readonly ProgramOptions[];
  /** What the clients connect through; they are told its port in any case. */
  proxy?: ProxyPlan | null | undefined;
  /** Whether the clients are told the server's real port in `PORT`; that of one with its own they always are. */
  isPortPassed?: boolean | undefined;
  /** How long each server has to listen, in ms; `LISTEN_MS` unless given. */
  listenMs?: number | undefined;
  /** The port where a program that isn't part of the run listens: a server that can't have it has lost its clients to it. */
  heldPort?: number | null | undefined;
  /** Whether spares are made ready for the clients while the servers start. */
  areClientsExpected?: boolean;
  /** Whether what is being started is to go no further. */
  isCalledOff?: (() => boolean) | undefined;
}

/** Why clients were not started. */
export type StageObstacle =
  /** A server ended before it listened. */
  | { kind: 'serverEnded'; server: Program; exit: Exit }
  /** A server didn't listen in time. */
  | { kind: 'neverListened'; server: Program; ms: number }
  /** The server listens on no TCP port, or there is none, so there can be no proxy. */
  | { kind: 'notProxied'; server: string; address: string }
  /** A program that isn't part of the run listens where the clients would connect. */
  | { kind: 'held'; port: number };

/** What became of a start. */
export type Started =
  /** `ports`: those that servers have of their own. */
  | { kind: 'started'; proxy: FaultProxy | null; clients: Program[]; ports: readonly number[] }
  | { kind: 'calledOff' }
  | StageObstacle;

/** How long a server has to listen before what comes after it starts, in ms. */
export const LISTEN_MS = 10_000;

/** How long a program that is busy is waited for, and how often it is asked meanwhile, in ms. */
const HEAR_MS = 3000;
const AGAIN_MS = 50;
/** How long one is waited for that hardly gets a processor, in ms. */
const STARVED_MS = 30_000;

/** What is being stopped: a program hears of its end once, for a second SIGTERM could cut short what the first began. */
const stopping = new WeakMap<Program, Promise<Exit>>();

/**
 * Starts programs: each server once the one before it listens, clients once all do. What runs as the same actor must
 * have been stopped before.
 */
export async function startPrograms(stage: Stage, plan: StartPlan): Promise<Started> {
  const { clients } = plan;
  const meeting = openMeeting(stage, plan);
  const isCalledOff = plan.isCalledOff ?? (() => false);
  const turned = await startServers(stage, plan, meeting);
  if (!Array.isArray(turned)) return turned;
  const { ports } = meeting;
  if (clients.length === 0) return { kind: 'started', proxy: null, clients: turned, ports };
  stage.closeProxy();
  const target = clients.at(-1)?.upstream ?? 'server';
  const proxy = plan.proxy ? await stage.openProxy(plan.proxy, target) : null;
  if (isCalledOff()) return { kind: 'calledOff' };
  if (plan.proxy && !proxy) return { kind: 'notProxied', ...meeting.find(target) };
  const start = (each: ProgramOptions) => {
    const isThrough = (each.upstream ?? target) === target;
    return stage.start(meeting.tellClient(each, isThrough ? proxy : null));
  };
  const few = clients.filter(({ many }) => many === undefined).map(start);
  const many = await startMany(
    clients.filter((each) => each.many !== undefined),
    { start, stirred: (program) => stage.seen(program, 'stirring'), isCalledOff },
  );
  return { kind: 'started', proxy, clients: [...turned, ...few, ...many], ports };
}

/** Settles with the programs that turned out to be clients, or with why nothing more is started. */
async function startServers(
  stage: Stage,
  plan: StartPlan,
  meeting: Meeting,
): Promise<Program[] | Exclude<Started, { kind: 'started' }>> {
  const { servers, clients, heldPort = null, listenMs: ms = LISTEN_MS } = plan;
  const turned: Program[] = [];
  for (const [index, given] of servers.entries()) {
    const { options, place } = await meeting.tellServer(given);
    const server = stage.start(options);
    const followers = servers.slice(index + 1);
    if (plan.areClientsExpected && index === 0) stage.expect([...followers, ...clients]);
    // Nobody waits for the last server; of two it is the second that is to find the port taken.
    if (followers.length === 0 && clients.length === 0) break;
    const { actor, isUnsure, hasOwnPort = false, upstream } = options;
    const word = await waitForWord(stage, server, { ms, place, isUnsure });
    if (plan.isCalledOff?.()) return { kind: 'calledOff' };
    if (word === 'client') {
      turned.push(server);
      meeting.passOver(actor, upstream);
    } else if (word === 'deadline' || 'exit' in word) {
      const isAwaited = clients.length > 0 || followers[0]?.upstream !== undefined;
      if (!isAwaited) continue;
      if (word === 'deadline') return { kind: 'neverListened', server, ms };
      return { kind: 'serverEnded', server, exit: word.exit };
    } else {
      const isElsewhere = heldPort !== null && readPort(word.listening) !== String(heldPort);
      if (isElsewhere && !hasOwnPort) return { kind: 'held', port: heldPort };
      meeting.hear(actor, word.listening, hasOwnPort);
    }
  }
  return turned;
}

/** Stops the programs of these actors, those that run; settles when they have ended. */
export async function stopActors(
  stage: Stage,
  actors: readonly string[],
  first?: FirstSignal,
): Promise<void> {
  await Promise.all(
    actors.map(async (actor) => {
      const program = stage.program(actor);
      if (!program || program.exit) return;
      const stopped = stopping.get(program) ?? program.stop(first);
      stopping.set(program, stopped);
      await stopped;
    }),
  );
}

/** Waits until the running programs have said what follows from all that has happened by now. */
export async function hearOut(stage: Stage): Promise<void> {
  // An answer comes from the program's event loop, after what its listeners printed; or it ends.
  const hear = async (program: Program) => {
    const start = performance.now();
    const times = readTimes(program.pid);
    while (!program.exit) {
      if ((await program.resources()) !== null) return;
      const spent = performance.now() - start;
      const { waited } = subtract(readTimes(program.pid), times);
      if (spent >= HEAR_MS && (waited < spent / 2 || spent >= STARVED_MS)) return;
      await before(program.exited, AGAIN_MS);
    }
  };
  await Promise.all(stage.programs.map(hear));
  await stage.settled();
}
