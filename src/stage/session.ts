// A session: the servers first, the clients once they listen, until they have ended and parted.
import { findListening, findOpenConnections } from './alive.ts';
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
  /** More servers, in order; one with an `upstream` starts once that listens. */
  relays?: ProgramOptions[];
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
  /** All clients ended, the servers have closed their connections, and go on or have ended. */
  | { kind: 'ended' }
  /** All clients ended, and a server left connections open; `other`: the program that has not ended them either. */
  | { kind: 'leftOpen'; server: Program; addresses: string[]; other: Program | null }
  /** The clients were not started. */
  | Exclude<StageObstacle, { kind: 'held' }>
  /** The signal came before the server listened; the clients were not started. */
  | { kind: 'calledOff'; server: Program }
  /** The signal came first. */
  | { kind: 'stopped' };

const ENDED: SessionEnd = { kind: 'ended' };

/** How long a server has to close its connections once all clients have ended, in ms. */
const CLOSE_MS = 3000;

/** Runs servers and their clients to the session's end. */
export async function playSession(stage: Stage, plan: SessionPlan): Promise<SessionEnd> {
  const end = await unlessAborted(play(stage, plan), plan.signal);
  return end === 'aborted' ? findStop(stage, plan) : end;
}

/** Whether the signal left clients, or a server, waiting for the server before them. */
async function findStop(stage: Stage, plan: SessionPlan): Promise<SessionEnd> {
  const servers = listServers(plan);
  const started = servers.flatMap(({ actor }) => stage.program(actor) ?? []);
  const isAwaited = plan.clients.length > 0 || started.length < servers.length;
  const last = started.at(-1);
  const isOver = plan.clients.some(({ actor }) => stage.program(actor));
  if (!last || !isAwaited || isOver) return { kind: 'stopped' };
  const isReady = (await stage.ready(last, 0)) !== 'deadline';
  return isReady ? { kind: 'stopped' } : { kind: 'calledOff', server: last };
}

function listServers({ server, relays = [] }: SessionPlan): ProgramOptions[] {
  return [...(server ? [server] : []), ...relays];
}

async function play(stage: Stage, plan: SessionPlan): Promise<SessionEnd> {
  const { server, clients, proxy, isPortPassed, listenMs, signal } = plan;
  const servers = listServers(plan);
  const started = await startPrograms(stage, {
    servers,
    clients,
    // Without a server of the session's there is nothing to put a proxy before.
    proxy: server ? proxy : null,
    isPortPassed,
    listenMs,
    areClientsExpected: true,
    isCalledOff: () => signal?.aborted === true,
  });
  if (started.kind === 'calledOff' || started.kind === 'held') return { kind: 'stopped' };
  if (started.kind !== 'started') return started;
  if (started.clients.length > 0) await waitForClients(stage, started.clients);
  // A server goes on when its clients have gone.
  else await Promise.all(stage.programs.map(({ exited }) => exited));
  // What a program without a tap does with its connections isn't seen.
  const isSeen = servers.some(({ isForeign }) => !isForeign);
  const end = isSeen && clients.length > 0 ? await partFromServers(stage, plan) : ENDED;
  // A server that is about to fail because of what its clients did has not said so yet.
  await hearOut(stage);
  return end;
}

/** Waits until clients have ended; one before the last that has come to listen is a server after all, and goes on. */
async function waitForClients(stage: Stage, all: readonly Program[]): Promise<void> {
  // Looking for servers among many clients again and again would take longer than their run.
  await Promise.all(all.flatMap(({ isOneOfMany, exited }) => (isOneOfMany ? exited : [])));
  const clients = all.filter(({ isOneOfMany }) => !isOneOfMany);
  const isServing = ({ actor }: Program) => findListening(stage.events, actor).length > 0;
  for (;;) {
    const left = clients.filter((each) => !each.exit && !(each !== all.at(-1) && isServing(each)));
    if (left.length === 0) return;
    await Promise.race(left.map(({ exited }) => exited));
    await stage.settled();
  }
}

/** Waits until the servers have closed their connections; the clients have ended. */
async function partFromServers(stage: Stage, plan: SessionPlan): Promise<SessionEnd> {
  await stage.settled();
  const servers = listServers(plan).map(({ actor }) => actor);
  const ended = plan.clients.filter(({ actor }) => stage.program(actor)?.exit);
  const state = openRunState(ended, []);
  for (const event of stage.events) state.take(event);
  const isOver = () =>
    servers.every((actor) => stage.program(actor)?.exit != null) || state.hasParted();
  const take = (event: TraceEvent) => {
    state.take(event);
    return isOver();
  };
  if (isOver()) return ENDED;
  try {
    await stage.until('the servers to close their connections', take, CLOSE_MS, stage.count);
    return ENDED;
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error;
    return findLeftOpen(stage, servers) ?? ENDED;
  }
}

/** Which server holds connections open: of several in a row, the last one that has not ended its side of them. */
function findLeftOpen(stage: Stage, actors: readonly string[]): SessionEnd | null {
  const { events } = stage;
  const left = actors.toReversed().flatMap((actor) => {
    const server = stage.program(actor);
    const all = [...findOpenConnections(events, actor)];
    const held = all.filter(([connection]) => !hasEnded(events, actor, connection));
    return server && all.length > 0 ? { server, all, held } : [];
  });
  const holder = left.find(({ held }) => held.length > 0) ?? left[0];
  if (!holder) return null;
  const { server, all, held } = holder;
  const open = held.length > 0 ? held : all;
  const other = left.find(
    (each) => each !== holder && open.every(([one]) => each.held.some(([two]) => one === two)),
  );
  const addresses = open.map(([, address]) => address);
  return { kind: 'leftOpen', server, addresses, other: other?.server ?? null };
}

/** Whether an actor has ended its side of a connection. */
function hasEnded(events: readonly TraceEvent[], actor: string, connection: number): boolean {
  const last = events.findLast(
    (event) =>
      event.actor === actor &&
      event.connection === connection &&
      (event.kind === 'connect' ||
        event.kind === 'connection' ||
        (event.kind === 'end' && event.by !== 'peer')),
  );
  return last?.kind === 'end';
}
