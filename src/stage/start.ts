// The start of a run: servers one after the other, clients once all of them listen, through a proxy or without.
import { once } from 'node:events';
import net from 'node:net';
import { LOOPBACKS, parseAddress, readPort } from './address.ts';
import { readClock } from './clock.ts';
import { before } from './deadline.ts';
import { isListenedOn } from './errors/port-holder.ts';
import { type ProgramOptions, readEnvironment, readTitle } from './launch.ts';
import type { Exit, FirstSignal, Program } from './program.ts';
import type { FaultProxy } from './proxy/proxy.ts';
import type { ProxyPlan, Readiness, Stage } from './stage.ts';

/** What to start together. */
export interface StartPlan {
  servers: readonly ProgramOptions[];
  clients: readonly ProgramOptions[];
  /** What the clients connect through; they are told its port in any case. */
  proxy?: ProxyPlan | null | undefined;
  /** Whether the clients are told the server's real port in `PORT`. */
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
  | { kind: 'notProxied'; address: string }
  /** A program that isn't part of the run listens where the clients would connect. */
  | { kind: 'held'; port: number };

/** What became of a start. */
export type Started =
  | { kind: 'started'; proxy: FaultProxy | null; clients: Program[] }
  | { kind: 'calledOff' }
  | StageObstacle;

/** How long a server has to listen before what comes after it starts, in ms. */
export const LISTEN_MS = 10_000;

/** How long a program that is busy is waited for, and how often it is asked meanwhile, in ms. */
const HEAR_MS = 3000;
const AGAIN_MS = 50;

/** How often it is looked whether the port of a program without a tap is open, in ms. */
const LOOK_MS = 50;
const LOOPBACK = '127.0.0.1';

/** Where a server is reached. */
interface Place {
  host: string;
  port: string;
}

/** What is being stopped: a program hears of its end once, for a second SIGTERM could cut short what the first began. */
const stopping = new WeakMap<Program, Promise<Exit>>();

/** Starts programs; clients only where each server listens. What runs as the same actor must have been stopped before. */
export async function startPrograms(stage: Stage, plan: StartPlan): Promise<Started> {
  const { servers, clients, heldPort = null } = plan;
  const isCalledOff = plan.isCalledOff ?? (() => false);
  let listening: string | null = null;
  for (const options of servers) {
    const { HOST: host = LOOPBACK, PORT: port = '' } = readEnvironment(options);
    const place = { host, port };
    const server = stage.start(fillIn(options, place));
    if (plan.areClientsExpected) stage.expect(clients);
    // Nobody waits for the last server; of two it is the second that is to find the port taken.
    if (options === servers.at(-1) && clients.length === 0) break;
    const ms = plan.listenMs ?? LISTEN_MS;
    const heard = await waitForServer(stage, server, ms, options.isForeign ? place : null);
    if (isCalledOff()) return { kind: 'calledOff' };
    if ('kind' in heard) {
      if (clients.length > 0) return heard;
      continue;
    }
    if (heldPort !== null && readPort(heard.listening) !== String(heldPort)) {
      return { kind: 'held', port: heldPort };
    }
    listening ??= heard.listening;
  }
  if (clients.length === 0) return { kind: 'started', proxy: null, clients: [] };
  stage.closeProxy();
  const proxy = plan.proxy ? await stage.openProxy(plan.proxy) : null;
  if (isCalledOff()) return { kind: 'calledOff' };
  if (plan.proxy && !proxy) return { kind: 'notProxied', address: listening ?? '' };
  // The real port of a server, which may have asked for any.
  const port = plan.isPortPassed ? readPort(listening ?? '') : null;
  const told = { ...(port !== null && { PORT: port }), ...proxy?.environment };
  const place = proxy
    ? { host: proxy.environment.HOST, port: proxy.environment.PORT }
    : readPlace(listening ?? '');
  const start = (each: ProgramOptions) =>
    stage.start(fillIn({ ...each, environment: { ...each.environment, ...told } }, place));
  return { kind: 'started', proxy, clients: clients.map(start) };
}

async function waitForServer(
  stage: Stage,
  server: Program,
  ms: number,
  foreign: Place | null,
): Promise<{ listening: string } | StageObstacle> {
  const readiness = foreign
    ? await waitForPort(stage, server, ms, foreign)
    : await stage.ready(server, ms);
  if (readiness === 'deadline') return { kind: 'neverListened', server, ms };
  return 'exit' in readiness ? { kind: 'serverEnded', server, ...readiness } : readiness;
}

/** A program without a tap doesn't say that it listens: waits until its port is open, and says so in its place. */
async function waitForPort(
  stage: Stage,
  server: Program,
  ms: number,
  place: Place,
): Promise<Readiness> {
  const { host, port } = place;
  const deadline = performance.now() + ms;
  while (!server.exit && performance.now() < deadline) {
    if ((await isListenedOn(Number(port))) ?? (await answers(place))) {
      const listening = `${host}:${port}`;
      stage.record(server.actor, { t: readClock(), kind: 'listening', local: listening });
      return { listening };
    }
    await before(server.exited, LOOK_MS);
  }
  return server.exit ? { exit: server.exit } : 'deadline';
}

/** Whether a connection is accepted. The server notices it, so this is for systems that tell in no other way. */
async function answers({ host, port }: Place): Promise<boolean> {
  const socket = net.connect(Number(port), LOOPBACKS[host] ?? host);
  const isOpen = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isOpen;
}

/** Where a client finds an address that a server listens on; null for a path. */
function readPlace(listening: string): Place | null {
  const address = parseAddress(listening);
  return address && { host: LOOPBACKS[address.host] ?? address.host, port: String(address.port) };
}

/** A foreign program with a place for `{host}` and `{port}` in its arguments; any other as it is. */
function fillIn(program: ProgramOptions, place: Place | null): ProgramOptions {
  if (!program.isForeign || !place) return program;
  const { host, port } = place;
  const fill = (word: string) => word.replaceAll('{host}', host).replaceAll('{port}', port);
  const title = fill(readTitle(program));
  return { ...program, title, arguments: (program.arguments ?? []).map(fill) };
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
  const deadline = performance.now() + HEAR_MS;
  // An answer comes from the program's event loop, after what its listeners printed; or it ends.
  const hear = async (program: Program) => {
    while (!program.exit && performance.now() < deadline) {
      if ((await program.resources()) !== null) return;
      await before(program.exited, AGAIN_MS);
    }
  };
  await Promise.all(stage.programs.map(hear));
  await stage.settled();
}
