// A session: the server first, the clients once it listens, until they have ended and parted.
import { findListening, findOpenConnections } from './alive.ts';
import { unlessAborted } from './deadline.ts';
import type { ProgramOptions } from './launch.ts';
import type { Program } from './program.ts';
import { findOrigins, PROXY } from './proxy/proxy.ts';
import type { ProxyPlan, Readiness, Stage } from './stage.ts';
import type { TraceEvent } from './trace/trace.ts';

/** What to run together. */
export interface SessionPlan {
  server?: ProgramOptions;
  clients: ProgramOptions[];
  /** Whether the clients are told the server's real port in `PORT`. */
  isPortPassed?: boolean;
  /** What the clients connect through; they are told its port in any case. */
  proxy?: ProxyPlan;
  /** How long the server has to listen, in ms. */
  listenMs?: number;
  /** Ends the waiting, not the programs. */
  signal?: AbortSignal;
}

/** How a session ended; programs may still run. */
export type SessionEnd =
  /** All clients ended, and the server has closed their connections. */
  | { kind: 'ended' }
  /** All clients ended, and the server left some of their connections open. */
  | { kind: 'leftOpen'; addresses: string[] }
  /** The server ended before it listened; the clients were not started. */
  | { kind: 'serverEnded'; server: Program }
  /** The server didn't listen in time; the clients were not started. */
  | { kind: 'neverListened'; server: Program; ms: number }
  /** The server listens on no TCP port, so there can be no proxy; the clients were not started. */
  | { kind: 'notProxied'; server: Program; address: string }
  /** The signal came before the server listened; the clients were not started. */
  | { kind: 'calledOff'; server: Program }
  /** The signal came first. */
  | { kind: 'stopped' };

/** How long a server has to listen, in ms. */
export const LISTEN_MS = 10_000;
/** After which events a server may have parted from its clients. */
const PARTING: ReadonlySet<TraceEvent['kind']> = new Set(['connection', 'close', 'error', 'exit']);
/** How long a server has to close its connections once all clients have ended, in ms. */
const CLOSE_MS = 3000;

/** The port in an address such as `127.0.0.1:6969` or `[::]:6969`, or null for a path. */
export function readPort(address: string): string | null {
  return /:(\d+)$/.exec(address)?.[1] ?? null;
}

/** Runs a server and its clients to the session's end. */
export async function playSession(stage: Stage, plan: SessionPlan): Promise<SessionEnd> {
  const end = await unlessAborted(play(stage, plan), plan.signal);
  return end === 'aborted' ? findStop(stage, plan) : end;
}

/** Whether the signal left clients waiting for their server. */
async function findStop(stage: Stage, { server: options, clients }: SessionPlan) {
  const server = options && clients.length > 0 ? stage.program(options.actor) : undefined;
  const isAwaited = server && (await stage.ready(server, 0)) === 'deadline';
  return isAwaited ? ({ kind: 'calledOff', server } as const) : ({ kind: 'stopped' } as const);
}

async function play(stage: Stage, plan: SessionPlan): Promise<SessionEnd> {
  const { server: options, clients, listenMs = LISTEN_MS, signal } = plan;
  if (!options) return playClients(stage, clients);
  const server = stage.start(options);
  if (clients.length === 0) {
    await server.exited;
    return { kind: 'ended' };
  }
  stage.expect(clients);
  const readiness = await stage.ready(server, listenMs);
  if (signal?.aborted) return { kind: 'stopped' };
  if (readiness === 'deadline') return { kind: 'neverListened', server, ms: listenMs };
  if ('exit' in readiness) return { kind: 'serverEnded', server };
  const told = plan.isPortPassed ? passPort(clients, readiness) : clients;
  const proxy = plan.proxy ? await stage.openProxy(plan.proxy) : undefined;
  if (proxy === null) return { kind: 'notProxied', server, address: readiness.listening };
  if (signal?.aborted) return { kind: 'stopped' };
  await playClients(stage, proxy ? addEnvironment(told, proxy.environment) : told);
  return partFromServer(stage, server);
}

async function playClients(stage: Stage, clients: ProgramOptions[]): Promise<SessionEnd> {
  await Promise.all(clients.map((client) => stage.start(client).exited));
  return { kind: 'ended' };
}

function passPort(clients: ProgramOptions[], readiness: Readiness): ProgramOptions[] {
  const port = typeof readiness === 'object' && 'listening' in readiness ? readiness.listening : '';
  const real = readPort(port);
  if (real === null) return clients;
  return addEnvironment(clients, { PORT: real });
}

function addEnvironment(
  clients: ProgramOptions[],
  added: Readonly<Record<string, string>>,
): ProgramOptions[] {
  return clients.map((client) => ({
    ...client,
    environment: { ...client.environment, ...added },
  }));
}

async function partFromServer(stage: Stage, server: Program): Promise<SessionEnd> {
  await stage.settled();
  const isOver = () => server.exit !== null || hasParted(stage.events, server.actor);
  try {
    if (!isOver()) {
      // All that is known of the run is looked through for each: a flood of others must not have that done.
      const test = ({ kind }: TraceEvent) => PARTING.has(kind) && isOver();
      await stage.until('the server to close its connections', test, CLOSE_MS, stage.count);
    }
    return { kind: 'ended' };
  } catch {
    const addresses = [...findOpenConnections(stage.events, server.actor).values()];
    return addresses.length > 0 ? { kind: 'leftOpen', addresses } : { kind: 'ended' };
  }
}

/**
 * Whether the server has accepted and closed every connection that was made to it. The kernel completes a
 * connection before the server accepts it, so that what clients made counts too.
 */
function hasParted(events: readonly TraceEvent[], server: string): boolean {
  const addresses = new Set(
    [server, PROXY].flatMap((actor) => findListening(events, actor)).map(readPort),
  );
  const origins = findOrigins(events);
  const made = new Set<number | undefined>();
  const accepted = new Set<number | undefined>();
  for (const { actor, kind, connection, remote } of events) {
    if (kind === 'connect' && actor !== server && addresses.has(readPort(remote ?? ''))) {
      made.add(connection);
    }
    if (kind === 'connection' && actor === server)
      accepted.add(origins.get(connection) ?? connection);
    // What the proxy could not pass on never comes.
    if (kind === 'error' && actor === PROXY) accepted.add(connection);
  }
  return (
    [...made].every((one) => accepted.has(one)) && findOpenConnections(events, server).size === 0
  );
}
