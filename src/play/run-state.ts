// Rest: whether what a run block started has ended and parted, from the events as they come.
import type { RunProgram } from '../course/block.ts';
import { PROXY } from '../stage/proxy/proxy.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';

/** Follows the programs of a run block. */
export interface RunState {
  take(event: TraceEvent): void;
  /** Whether all that the block started has ended. */
  hasEnded(): boolean;
  /** Whether the clients have ended and no server holds a connection; never where there are no clients. */
  hasParted(): boolean;
  /** Whether a server has begun to listen. */
  hasListened(): boolean;
}

/** Whether an actor waits for others: it starts first, and goes on when they have gone. */
export function isServer(actor: string): boolean {
  return actor === 'server' || actor.startsWith('server-');
}

/** Begins to follow the programs of a block, which start after the `past` events of the run. */
export function openRunState(
  programs: readonly RunProgram[],
  past: readonly TraceEvent[],
): RunState {
  const actors = programs.map(({ actor }) => actor);
  const clients = actors.filter((actor) => !isServer(actor));
  const ended = new Set<string>();
  const listening = new Set<string>();
  const open = new Map<string, Set<number>>();
  // A proxy may have yet to accept what a client connected to, and be told of first all the same.
  const made = new Set<number>();
  const taken = new Set<number>();
  let proxyAddress: string | undefined;

  function take({ actor, kind, connection, local, remote }: TraceEvent): void {
    if (kind === 'exit') ended.add(actor);
    if (kind === 'listening' && actor === PROXY) proxyAddress = local;
    else if (kind === 'listening') listening.add(actor);
    if (kind === 'connect' && connection !== undefined && remote === proxyAddress) {
      made.add(connection);
    }
    // What a proxy still holds is on its way to a server.
    if (!isServer(actor) && actor !== PROXY) return;
    if (kind === 'start' || kind === 'exit') open.delete(actor);
    if (connection === undefined) return;
    const held = open.get(actor) ?? new Set<number>();
    open.set(actor, held);
    if (kind === 'connection') held.add(connection);
    if (kind === 'close') held.delete(connection);
    if (kind === 'connection' && actor === PROXY) taken.add(connection);
  }

  // A server that an earlier block started may still listen, and hold a connection.
  for (const event of past) take(event);
  for (const actor of actors) {
    ended.delete(actor);
    listening.delete(actor);
  }
  return {
    take,
    hasEnded: () => actors.every((actor) => ended.has(actor)),
    hasParted: () =>
      clients.length > 0 &&
      clients.every((actor) => ended.has(actor)) &&
      [...made].every((connection) => taken.has(connection)) &&
      [...open.values()].every((held) => held.size === 0),
    hasListened: () => listening.size > 0,
  };
}
