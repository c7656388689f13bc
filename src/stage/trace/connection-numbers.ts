// Numbers connections whose two ends can't tell that they belong together.
import { readPort } from '../address.ts';
import type { TapRecord } from './record.ts';
import type { TraceEvent } from './trace.ts';

type Numbered = Pick<TraceEvent, 'connection'>;

/** The numbers that programs have for their sockets with a path, in events on these. */
const sockets = new WeakMap<TraceEvent, number>();

/** Remembers the program's number of the socket that an event is about. */
export function noteSocket(event: TraceEvent, { path, socket }: TapRecord): void {
  if (path !== undefined && socket !== undefined) sockets.set(event, socket);
}

/** How a program names the ends of its connection in its answers: by the port, or by its sockets, below 0. */
export function listEnds(
  events: readonly TraceEvent[],
  actor: string,
  connection: number,
): ReadonlySet<number> {
  const ends = new Set([connection]);
  for (const event of events) {
    if (event.actor !== actor || event.connection !== connection) continue;
    const socket = sockets.get(event);
    if (socket !== undefined) ends.add(-socket);
  }
  return ends;
}

/** Gives records without a number theirs; must be called for each record, in order. */
export function createConnectionNumbers(): (actor: string, record: TapRecord) => Numbered {
  const numberPath = createPathNumbers();
  const numberDatagram = createDatagramNumbers();
  return (actor, record) =>
    record.protocol === 'udp' ? numberDatagram(record) : numberPath(actor, record);
}

/**
 * Connections over a path have no port to tell them apart. The kernel hands a listener its connections in
 * the order in which they were made, so the n-th connect belongs to the n-th accept. No two paths have the same number.
 */
function createPathNumbers() {
  const made = new Map<string, { connect: number; connection: number }>();
  const numbers = new Map<string, number>();
  const all = new Map<string, number>();
  // A program that is started again counts its sockets from 1 again.
  const starts = new Map<string, number>();

  return (actor: string, { kind, path, socket, local }: TapRecord): Numbered => {
    if (kind === 'start') starts.set(actor, (starts.get(actor) ?? 0) + 1);
    // Connections that were not accepted before never will be.
    if (kind === 'listening' && local !== undefined) skipLost(local);
    if (path === undefined) return {};
    const key = `${actor} ${starts.get(actor) ?? 0} ${socket}`;
    if (kind === 'connect' || kind === 'connection') {
      const counts = made.get(path) ?? { connect: 0, connection: 0 };
      counts[kind] += 1;
      made.set(path, counts);
      const name = `${counts[kind]} ${path}`;
      if (!all.has(name)) all.set(name, all.size + 1);
      numbers.set(key, all.get(name) ?? 0);
    }
    const connection = numbers.get(key);
    return connection === undefined ? {} : { connection };
  };

  function skipLost(path: string): void {
    const counts = made.get(path);
    if (!counts) return;
    const most = Math.max(counts.connect, counts.connection);
    made.set(path, { connect: most, connection: most });
  }
}

/**
 * Datagrams belong to an exchange that is named by the client's port. A socket bound by the program itself
 * waits for others; of two such sockets, the one that was bound later is the client.
 */
function createDatagramNumbers() {
  const bound = new Map<number, number>();
  return ({ kind, local, remote, socket }: TapRecord): Numbered => {
    if (kind === 'listening') {
      const port = readPort(local ?? '');
      if (port !== null && !bound.has(Number(port))) bound.set(Number(port), bound.size);
    }
    const here = socket;
    const port = readPort(remote ?? '');
    if (here === undefined || port === null) return {};
    const there = Number(port);
    const isServer = (bound.get(here) ?? Infinity) < (bound.get(there) ?? Infinity);
    return { connection: isServer ? there : here };
  };
}
