// Who is at the other end of a connection.
import type { TraceEvent } from '../stage/trace/trace.ts';

/** Follows the events of a run. A port names one connection at a time, so there are never many. */
export class Peers {
  /** Who takes connections at a port or a path. */
  readonly #owners = new Map<string, string>();
  /** Where actors have asked for a connection that has no number yet. */
  readonly #asked = new Map<string, string>();
  /** By the connection's number: who has asked for it, and who takes connections there. */
  readonly #clients = new Map<number, { actor: string; peer: string | null }>();
  /** By the connection's number: who has accepted it. */
  readonly #servers = new Map<number, string>();
  /** What the client calls a proxied connection, by its number at the server. */
  readonly #origins = new Map<number, number>();

  /**
   * Takes `event` into account, and returns the actor at the other end of its connection; null where that is no program
   * of the run. Must be called once for every event but output, in order.
   */
  peerOf(event: TraceEvent): string | null {
    const { actor, connection, through } = event;
    this.#followPlaces(event);
    if (connection === undefined) return this.#ownerOf(this.#asked.get(actor));
    if (through !== undefined) this.#origins.set(through, connection);
    this.#followEnds(event, connection);
    const client = this.#clients.get(connection);
    if (this.#servers.get(connection) !== actor) {
      return client ? client.peer : this.#ownerOf(this.#asked.get(actor));
    }
    const origin = this.#clients.get(this.#origins.get(connection) ?? connection);
    // It may have accepted the connection before the client knows that it has one.
    return origin?.actor ?? this.#findAsking(actor);
  }

  #followPlaces(event: TraceEvent): void {
    const { actor, kind, local, remote, connection, hadError } = event;
    if (kind === 'listening') {
      // Who connects to the proxy has come to what is behind it.
      const behind = actor === 'proxy' ? this.#ownerOf(placeOf(event, remote)) : actor;
      if (behind !== null) this.#owners.set(placeOf(event, local), behind);
    } else if (kind === 'closing' || (kind === 'close' && hadError === undefined)) {
      this.#owners.delete(placeOf(event, local));
    } else if (kind === 'connecting') this.#asked.set(actor, placeOf(event, remote));
    else if (kind === 'exit' || (kind === 'close' && connection === undefined)) {
      this.#asked.delete(actor);
    }
    if (kind !== 'exit') return;
    for (const [place, owner] of this.#owners) if (owner === actor) this.#owners.delete(place);
  }

  #followEnds(event: TraceEvent, connection: number): void {
    const { actor, kind, remote, protocol } = event;
    const isDatagram = protocol !== undefined && remote !== undefined;
    const isOfServer = isDatagram && placeOf(event, remote) === `udp ${connection}`;
    if (kind === 'connection' || isOfServer) this.#servers.set(connection, actor);
    else if (kind === 'connect' || isDatagram) {
      this.#clients.set(connection, { actor, peer: this.#ownerOf(placeOf(event, remote)) });
      this.#asked.delete(actor);
    }
  }

  #ownerOf(place: string | undefined): string | null {
    return (place !== undefined && this.#owners.get(place)) || null;
  }

  #findAsking(server: string): string | null {
    const asking = [...this.#asked].find(([, place]) => this.#ownerOf(place) === server);
    return asking?.[0] ?? null;
  }
}

/** What all addresses of a place have in common, whatever its host is called: the port, or the path. */
function placeOf({ protocol }: TraceEvent, address = ''): string {
  const [, port] = /^[^/\\]*:(\d+)$/.exec(address) ?? [];
  return `${protocol ?? 'tcp'} ${port ?? address}`;
}
