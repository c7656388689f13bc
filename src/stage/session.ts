// A session: the server first, the clients once it listens, until they have ended and parted.
import { findOpenConnections } from './alive.ts';
import { DeadlineError, unlessAborted } from './deadline.ts';
import type { ProgramOptions } from './launch.ts';
import type { Program } from './program.ts';
import { openRunState } from './run-state.ts';
import type { ProxyPlan, Stage } from './stage.ts';
import { hearOut, type StageObstacle, startPrograms } from './start.ts';
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
  /** All clients ended, the server has closed their connections, and goes on or has ended. */
  | { kind: 'ended' }
  /** All clients ended, and the server left some of their connections open. */
  | { kind: 'leftOpen'; addresses: string[] }
  /** The clients were not started. */
  | Exclude<StageObstacle, { kind: 'held' }>
  /** The signal came before the server listened; the clients were not started. */
  | { kind: 'calledOff'; server: Program }
  /** The signal came first. */
  | { kind: 'stopped' };

/** How long a server has to close its connections once all clients have ended, in ms. */
const CLOSE_MS = 3000;

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
  const { server, clients, proxy, isPortPassed, listenMs, signal } = plan;
  const started = await startPrograms(stage, {
    servers: server ? [server] : [],
    clients,
    // Without a server of the session's there is nothing to put a proxy before.
    proxy: server ? proxy : null,
    isPortPassed,
    listenMs,
    areClientsExpected: clients.length > 0,
    isCalledOff: () => signal?.aborted === true,
  });
  if (started.kind === 'calledOff' || started.kind === 'held') return { kind: 'stopped' };
  if (started.kind !== 'started') return started;
  // A server goes on when its clients have gone.
  const awaited = clients.length > 0 ? started.clients : stage.programs;
  await Promise.all(awaited.map(({ exited }) => exited));
  // What a program without a tap does with its connections isn't seen.
  const isParting = server !== undefined && !server.isForeign && clients.length > 0;
  const end = isParting
    ? await partFromServer(stage, server.actor, clients)
    : ({ kind: 'ended' } as const);
  // A server that is about to fail because of what its clients did has not said so yet.
  await hearOut(stage);
  return end;
}

/** Waits until the server has closed the connections of its clients, which have ended. */
async function partFromServer(
  stage: Stage,
  actor: string,
  clients: readonly ProgramOptions[],
): Promise<SessionEnd> {
  await stage.settled();
  const state = openRunState(clients, []);
  for (const event of stage.events) state.take(event);
  const isOver = () => stage.program(actor)?.exit != null || state.hasParted();
  const take = (event: TraceEvent) => {
    state.take(event);
    return isOver();
  };
  if (isOver()) return { kind: 'ended' };
  try {
    await stage.until('the server to close its connections', take, CLOSE_MS, stage.count);
    return { kind: 'ended' };
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error;
    const addresses = [...findOpenConnections(stage.events, actor).values()];
    return addresses.length > 0 ? { kind: 'leftOpen', addresses } : { kind: 'ended' };
  }
}
