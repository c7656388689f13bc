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

/** The states in which a socket can be that no program has accepted yet: it never closes by itself. */
const UNACCEPTED: readonly State[] = ['LISTEN', 'SYN-RECV', 'ESTABLISHED', 'CLOSE-WAIT'];
/** So many ends are known at most; the oldest are forgotten. */
const MOST = 10_000;

/** By actor, the addresses where it listens, or those to which it connects. */
type Places = Map<string, Set<string>>;

/** Follows the events of a run, and tells whose a row of the kernel's table is. */
export class Owners {
  /** Whether any address was an IPv6 one. */
  hasSix = false;
  readonly #findByProcess: FindByProcess;
  readonly #listening: Places = new Map();
  readonly #asked: Places = new Map();
  readonly #ends = new Map<string, Owner>();
  readonly #ports = new Set<number>();
  /** The actors whose process has ended. */
  readonly #exited = new Set<string>();

  /** `findByProcess` is asked about ends that the programs haven't told of. */
  constructor(findByProcess: FindByProcess) {
    this.#findByProcess = findByProcess;
  }

  /** Takes an event of the run; to be called for each, in order. */
  take({ actor, kind, local = '', remote = '', ...event }: TraceEvent): void {
    const { protocol, connection, hadError } = event;
    if (protocol !== undefined) return;
    if (kind === 'start' || kind === 'exit') this.#forget(actor, kind === 'start');
    else if (kind === 'listening') this.#add(this.#listening, actor, local);
    else if (kind === 'connecting' || kind === 'connectionAttempt') {
      this.#add(this.#asked, actor, remote);
    } else if (kind === 'connect' || kind === 'connection') {
      // A path is no address.
      if (readPort(local) === null || connection === undefined) return;
      for (const address of [local, remote]) this.#notice(address);
      this.#know(keyOf({ local, remote }), { actor, connection });
    } else if (connection === undefined && hadError === undefined) {
      if (kind === 'closing' || kind === 'close') this.#listening.get(actor)?.delete(local);
    }
  }

  /** Whether a socket with this port may be one of the run's. */
  isWanted(port: number): boolean {
    return this.#ports.has(port);
  }

  /** Whose a row is; null where it is none of the run's programs. */
  find(row: KernelRow): Owner | null {
    const key = keyOf(row);
    const known = this.#ends.get(key);
    if (known) return known.actor === PROXY ? null : known;
    const [server] = findActors(this.#listening, row.local);
    if (server !== undefined) {
      if (server === PROXY || !UNACCEPTED.includes(row.state)) return null;
      if (row.state === 'LISTEN') return { actor: server };
      return this.#know(key, { actor: server, connection: portOf(row.remote) });
    }
    // Of one that is closed already nobody knows whose it was.
    const client = row.state === 'TIME-WAIT' ? null : this.#findClient(row);
    if (client === null) return null;
    return this.#know(key, { actor: client, connection: portOf(row.local) });
  }

  #findClient(row: KernelRow): string | null {
    const asking = findActors(this.#asked, row.remote);
    if (asking.length === 0 && findActors(this.#listening, row.remote).length === 0) return null;
    const isTold = row.inode !== undefined || row.pid !== undefined;
    // Where the system doesn't say whose a socket is, it is that of the only one who asked.
    return isTold || asking.length !== 1 ? this.#findByProcess(row) : (asking[0] ?? null);
  }

  /**
   * What the kernel keeps of an earlier process is no news of the one that starts, nor what it keeps at the other side
   * if that has ended, too: an end that waited for a killed server's FIN changes its state when the next run begins.
   */
  #forget(actor: string, hasStarted: boolean): void {
    this.#listening.delete(actor);
    this.#asked.delete(actor);
    this.#exited.add(actor);
    if (!hasStarted) return;
    this.#exited.delete(actor);
    for (const [key, owner] of this.#ends) {
      if (owner.actor !== actor) continue;
      this.#ends.delete(key);
      const other = key.split(' ').reverse().join(' ');
      if (this.#exited.has(this.#ends.get(other)?.actor ?? '')) this.#ends.delete(other);
    }
  }

  #add(places: Places, actor: string, address: string): void {
    if (readPort(address) === null) return;
    places.set(actor, (places.get(actor) ?? new Set()).add(address));
    this.#notice(address);
  }

  #notice(address: string): void {
    const port = readPort(address);
    if (port !== null) this.#ports.add(Number(port));
    this.hasSix ||= address.startsWith('[');
  }

  #know(key: string, owner: Owner): Owner {
    const [oldest] = this.#ends.keys();
    if (this.#ends.size >= MOST && oldest !== undefined) this.#ends.delete(oldest);
    this.#ends.set(key, owner);
    return owner;
  }
}

/** The actors with a place to which an address leads. */
function findActors(places: Places, address: string): string[] {
  return [...places].flatMap(([actor, own]) =>
    [...own].some((place) => leadsTo(address, place)) ? actor : [],
  );
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
