// Which connections are open, so that rows can name theirs when several are.
import type { TraceEvent } from '../stage/trace/trace.ts';

// Sockets without ports are numbered from 1; no client's port is below this.
const FIRST_PORT = 1024;

/** Follows the events of a run. */
export class Connections {
  // A connection is open as long as one of its two ends is: the actors that still hold an end.
  readonly #holders = new Map<number, Set<string>>();
  // Those that there ever were, or two of them.
  readonly #known = new Set<number>();
  // A proxied connection has another number at its server; its name is that at the client.
  readonly #origins = new Map<number, number>();
  // The servers that took a proxied connection, by its number there.
  readonly #takers = new Map<number, string>();

  /**
   * Takes `event` into account, and returns its connection's name, `:51324` or `#2`, where more than one is open; an
   * empty text where there is only one. Must be called once for every event but output, in order.
   */
  nameOf(event: TraceEvent): string {
    const { actor, kind } = event;
    const connection = this.#findOrigin(event);
    if (kind === 'exit') {
      for (const id of this.#holders.keys()) this.#release(id, actor);
      for (const [through, taker] of this.#takers) if (taker === actor) this.#forget(through);
    }
    if (connection === undefined) return '';
    if (this.#known.size < 2) this.#known.add(connection);
    if (kind === 'connect' || kind === 'connection') this.#hold(connection, actor);
    // The kernel knows a connection for longer than the programs, which may have had another meanwhile.
    const count = kind === 'state' ? this.#known.size : this.#holders.size;
    const name = count < 2 ? '' : formatConnection(connection);
    if (kind === 'close') this.#release(connection, actor);
    return name;
  }

  /** The connection's number at the client, whichever end reports it. */
  #findOrigin({ actor, connection, kind, through }: TraceEvent): number | undefined {
    if (connection === undefined) return undefined;
    if (through !== undefined) {
      if (kind === 'connection') this.#origins.set(through, connection);
      return connection;
    }
    const isTaken = this.#takers.has(connection) || !this.#origins.has(connection);
    if (!isTaken && kind !== 'connect') this.#takers.set(connection, actor);
    if (this.#takers.get(connection) !== actor) return connection;
    const origin = this.#origins.get(connection) ?? connection;
    // A client without a proxy may get the same number again.
    if (kind === 'close') this.#forget(connection);
    return origin;
  }

  #forget(through: number): void {
    this.#origins.delete(through);
    this.#takers.delete(through);
  }

  #hold(connection: number, actor: string): void {
    const holders = this.#holders.get(connection) ?? new Set();
    this.#holders.set(connection, holders.add(actor));
  }

  #release(connection: number, actor: string): void {
    const holders = this.#holders.get(connection);
    holders?.delete(actor);
    if (holders?.size === 0) this.#holders.delete(connection);
  }
}

/** A connection's name: `:51324` by its port, `#2` where there are none. */
export function formatConnection(connection: number): string {
  return connection < FIRST_PORT ? `#${connection}` : `:${connection}`;
}
