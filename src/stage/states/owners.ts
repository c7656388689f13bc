// Whose a row of the kernel's table is, from what the programs of a run have told.
import { leadsTo, readPort } from '../address.ts';
import { PROXY } from '../proxy/proxy.ts';
import type { State, TraceEvent } from '../trace/trace.ts';
import type { KernelRow } from './kernel-row.ts';

/** Who has a socket. */
export interface Owner {
  actor: string;
  /** The client's port, as the events of that connection have it; absent for a socket that listens. */
  connection?: number;
}

/** Finds the actor whose process has a socket, by what the system says of that; null where it doesn't say. */
export type FindByProcess = (row: KernelRow) => string | null;

/** Follows the events of a run. */
export interface Owners {
  take(event: TraceEvent): void;
  /** Whether a socket with this port may be one of the run's. */
  isWanted(port: number): boolean;
  /** Whether any address was an IPv6 one. */
  readonly hasSix: boolean;
  /** Whose a row is; null where it is none of the run's programs. */
  find(row: KernelRow): Owner | null;
}

/** The states in which a socket can be that no program has accepted yet: it never closes by itself. */
const UNACCEPTED: readonly State[] = ['LISTEN', 'SYN-RECV', 'ESTABLISHED', 'CLOSE-WAIT'];
/** So many ends are known at most; the oldest are forgotten. */
const MOST = 10_000;

/** Begins with nothing; `findByProcess` is asked about ends that the programs haven't told of. */
export function openOwners(findByProcess: FindByProcess): Owners {
  /** The addresses where actors listen, and those to which they connect. */
  const places = new Map<string, Set<string>>();
  const asked = new Map<string, Set<string>>();
  const ends = new Map<string, Owner>();
  const ports = new Set<number>();
  let hasSix = false;

  function notice(address: string): void {
    const port = readPort(address);
    if (port !== null) ports.add(Number(port));
    hasSix ||= address.startsWith('[');
  }

  function know(key: string, owner: Owner): Owner {
    const [oldest] = ends.keys();
    if (ends.size >= MOST && oldest !== undefined) ends.delete(oldest);
    ends.set(key, owner);
    return owner;
  }

  function add(list: Map<string, Set<string>>, actor: string, address = ''): void {
    if (readPort(address) === null) return;
    list.set(actor, (list.get(actor) ?? new Set()).add(address));
    notice(address);
  }

  function forget(actor: string): void {
    places.delete(actor);
    asked.delete(actor);
  }

  function findClient(row: KernelRow): string | null {
    const isTarget = (list: Set<string>) => [...list].some((place) => leadsTo(row.remote, place));
    const asking = [...asked].filter(([, list]) => isTarget(list)).map(([actor]) => actor);
    if (asking.length === 0 && ![...places.values()].some(isTarget)) return null;
    const isTold = row.inode !== undefined || row.pid !== undefined;
    // Where the system doesn't say whose a socket is, it is that of the only one who asked.
    return isTold || asking.length !== 1 ? findByProcess(row) : (asking[0] ?? null);
  }

  return {
    isWanted: (port) => ports.has(port),
    get hasSix() {
      return hasSix;
    },
    take({ actor, kind, local, remote, protocol, connection, hadError }) {
      if (protocol !== undefined) return;
      if (kind === 'start' || kind === 'exit') forget(actor);
      // What the kernel keeps of an earlier process is no news of this one.
      if (kind === 'start') {
        for (const [key, owner] of ends) if (owner.actor === actor) ends.delete(key);
      }
      if (kind === 'listening') add(places, actor, local);
      const isServers = connection === undefined && hadError === undefined;
      if (kind === 'closing' || (kind === 'close' && isServers)) {
        places.get(actor)?.delete(local ?? '');
      }
      if (kind === 'connecting' || kind === 'connectionAttempt') add(asked, actor, remote);
      if (kind !== 'connect' && kind !== 'connection') return;
      if (local === undefined || remote === undefined || connection === undefined) return;
      notice(local);
      notice(remote);
      know(keyOf({ local, remote }), { actor, connection });
    },
    find(row) {
      const key = keyOf(row);
      const known = ends.get(key);
      if (known) return known.actor === PROXY ? null : known;
      const [server] =
        [...places].find(([, list]) => [...list].some((place) => leadsTo(row.local, place))) ?? [];
      if (server !== undefined) {
        if (server === PROXY || !UNACCEPTED.includes(row.state)) return null;
        if (row.state === 'LISTEN') return { actor: server };
        return know(key, { actor: server, connection: portOf(row.remote) });
      }
      // Of one that is closed already nobody knows whose it was.
      const client = row.state === 'TIME-WAIT' ? null : findClient(row);
      return client === null ? null : know(key, { actor: client, connection: portOf(row.local) });
    },
  };
}

/** What names an end of a connection; an IPv4 address written as an IPv6 one is the same. */
export function keyOf({ local, remote }: Pick<KernelRow, 'local' | 'remote'>): string {
  return `${unmap(local)} ${unmap(remote)}`;
}

function unmap(address: string): string {
  return address.replace(/^\[::ffff:([\d.]+)\]/, '$1');
}

function portOf(address: string): number {
  return Number(readPort(address));
}
