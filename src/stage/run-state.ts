// The state of a run: whether its programs have ended and parted, from the events as they come.
import { readPort } from './address.ts';
import { PROXY } from './proxy/proxy.ts';
import type { TraceEvent } from './trace/trace.ts';

/** Follows the programs of a run. */
export interface RunState {
  take(event: TraceEvent): void;
  /** Whether all that was started has ended. */
  hasEnded(): boolean;
  /**
   * Whether the clients have ended, and each connection to a server or a proxy was accepted and is closed; never where
   * there are no clients.
   */
  hasParted(): boolean;
  /** Whether a server has begun to listen. */
  hasListened(): boolean;
  /** Whether each client has done something since it was started: that takes a second where processors are taken. */
  haveClientsBegun(): boolean;
}

/** Whether an actor waits for others: it starts first, and goes on when they have gone. */
export function isServer(actor: string): boolean {
  return actor === 'server' || actor.startsWith('server-');
}

/** Begins to follow programs, which start after the `past` events of the run. */
export function openRunState(
  programs: readonly { readonly actor: string }[],
  past: readonly TraceEvent[],
): RunState {
  const actors = programs.map(({ actor }) => actor);
  const clients = actors.filter((actor) => !isServer(actor));
  const begun = new Set<string>();
  const ended = new Set<string>();
  const listening = new Set<string>();
  const connections = followConnections();

  function take(event: TraceEvent): void {
    const { actor, kind } = event;
    if (kind !== 'start') begun.add(actor);
    if (kind === 'exit') ended.add(actor);
    if (kind === 'listening' && actor !== PROXY) listening.add(actor);
    connections.take(event);
  }

  // A server that was started earlier may still listen, and hold a connection.
  for (const event of past) take(event);
  for (const actor of actors) {
    begun.delete(actor);
    ended.delete(actor);
    listening.delete(actor);
  }
  return {
    take,
    hasEnded: () => actors.every((actor) => ended.has(actor)),
    hasParted: () =>
      clients.length > 0 && clients.every((actor) => ended.has(actor)) && connections.areClosed(),
    hasListened: () => listening.size > 0,
    haveClientsBegun: () => clients.every((actor) => begun.has(actor)),
  };
}

/** Whether all connections of a run are closed, from its events; what programs report late may come in any order. */
function followConnections() {
  /** Where servers and the proxy listen: ports, or paths. */
  const places = new Map<string, string[]>();
  /** The connections that each of them holds. */
  const held = new Map<string, Set<number>>();
  // The kernel completes a connection before the server accepts it, so that what clients made counts too.
  const made = new Map<number, string>();
  const accepted = new Set<number>();

  function forget(actor: string): void {
    const gone = places.get(actor) ?? [];
    for (const [connection, place] of made) if (gone.includes(place)) made.delete(connection);
    places.delete(actor);
    held.delete(actor);
  }

  function leave(actor: string, local: string | undefined): void {
    const own = places.get(actor) ?? [];
    const index = local === undefined ? own.length - 1 : own.indexOf(nameOf(local));
    if (index >= 0) own.splice(index, 1);
  }

  function connect(connection: number, remote: string): void {
    if (!accepted.delete(connection)) made.set(connection, nameOf(remote));
  }

  function accept(actor: string, connection: number): void {
    held.set(actor, (held.get(actor) ?? new Set()).add(connection));
    if (!made.delete(connection)) accepted.add(connection);
  }

  return {
    take(event: TraceEvent): void {
      const { actor, kind, connection, local, remote, protocol, hadError, isUnwatched } = event;
      if (protocol !== undefined) return;
      const isNumbered = connection !== undefined;
      if (kind === 'connect' && isNumbered && remote !== undefined) connect(connection, remote);
      if (!isServer(actor) && actor !== PROXY) return;
      if (kind === 'start' || kind === 'exit') forget(actor);
      // Of connections that nobody watches, the end is not seen.
      if (kind === 'listening' && local !== undefined && !isUnwatched) {
        places.set(actor, [...(places.get(actor) ?? []), nameOf(local)]);
      }
      if (kind === 'connection' && isNumbered) accept(actor, connection);
      // It was closed at once.
      if (kind === 'drop' && isNumbered && !made.delete(connection)) accepted.add(connection);
      if (kind === 'close' && isNumbered) held.get(actor)?.delete(connection);
      // A socket's close says whether it had an error, a server's doesn't.
      if (kind === 'close' && !isNumbered && hadError === undefined) leave(actor, local);
    },
    areClosed(): boolean {
      const awaited = new Set([...places.values()].flat());
      return (
        [...made.values()].every((place) => !awaited.has(place)) &&
        [...held.values()].every(({ size }) => size === 0)
      );
    },
  };
}

/** What connections to an address have in common with it, whatever the host is called. */
function nameOf(address: string): string {
  return readPort(address) ?? address;
}
