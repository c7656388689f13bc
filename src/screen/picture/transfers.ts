// What goes from one program to another: which write was read in which chunks, which FIN is which `end`.
import type { TraceEvent } from '../../stage/trace/trace.ts';

/** Something that leaves one actor and arrives at another. */
export interface Transfer {
  kind: 'connect' | 'bytes' | 'end' | 'reset';
  /** The index of the event with which it left, and of the one with which it arrived. */
  from: number;
  to: number;
}

/** One direction of a connection: who sends, and the writes that were not yet read to their end. */
interface Direction {
  sender: string;
  written: number;
  read: number;
  /** Each with the offset behind its last byte. */
  writes: { index: number; until: number; bytes: number }[];
  ended: number | null;
  reset: number | null;
}

/** All transfers of a trace whose two ends were both seen, in the order of their arrival. */
export function findTransfers(events: readonly TraceEvent[]): Transfer[] {
  const finder = new Finder();
  for (const [index, event] of events.entries()) finder.take(event, index);
  return finder.found.sort((a, b) => a.to - b.to || a.from - b.from);
}

class Finder {
  readonly found: Transfer[] = [];
  readonly #directions = new Map<number, Direction[]>();
  /** Who asked for connections and has none yet: its events `connecting`, the first one first. */
  readonly #calls = new Map<string, number[]>();
  /** What an actor has sent into a socket that isn't connected yet; null where that is one of several. */
  readonly #early = new Map<string, { event: TraceEvent; index: number }[] | null>();
  /** The two events of a connection's beginning, as far as they came. */
  readonly #beginnings = new Map<number, { called?: number; accepted?: number }>();
  readonly #closed = new Set<number>();

  take(event: TraceEvent, index: number): void {
    const { actor, kind, connection } = event;
    if (kind === 'connecting') this.#call(actor, index);
    if (kind === 'exit') this.#calls.delete(actor);
    // A socket that never had a connection is closed: it was the first to ask.
    if (kind === 'close' && event.hadError !== undefined) this.#forgetCall(event);
    if (connection === undefined) this.#takeEarly(event, index);
    else if (actor === 'proxy') this.#takeOfProxy(event, index, connection);
    else if (kind === 'connect') this.#connect(actor, connection);
    else if (kind === 'connection') this.#begin(connection, { accepted: index });
    else if (kind === 'close') this.#closed.add(connection);
    else this.#takeOfSocket(event, index, connection);
  }

  #takeOfSocket(event: TraceEvent, index: number, connection: number): void {
    const { kind } = event;
    if (kind === 'write') this.#send(event, index, connection);
    else if (kind === 'data') this.#receive(event, index, connection);
    else if (kind === 'end') this.#end(event, index, connection);
    else if (kind === 'reset') this.#directionFrom(event.actor, connection).reset = index;
    else if (kind === 'error') this.#fail(event, index, connection);
  }

  #call(actor: string, index: number): void {
    this.#calls.set(actor, [...(this.#calls.get(actor) ?? []), index]);
    // Nothing tells two sockets apart that have no port yet.
    this.#early.set(actor, this.#early.has(actor) ? null : []);
  }

  /** What is written before the connection is there belongs to the one that comes. */
  #takeEarly(event: TraceEvent, index: number): void {
    const { actor, kind } = event;
    if (kind === 'write' || kind === 'end') this.#early.get(actor)?.push({ event, index });
    else if (kind === 'error' || kind === 'close') this.#early.delete(actor);
  }

  #connect(actor: string, connection: number): void {
    const called = this.#calls.get(actor)?.shift();
    this.#begin(connection, called === undefined ? {} : { called });
    const early = this.#early.get(actor) ?? [];
    this.#early.delete(actor);
    for (const { event, index } of early) this.#takeOfSocket(event, index, connection);
  }

  #forgetCall({ actor, connection }: TraceEvent): void {
    if (connection === undefined) this.#calls.get(actor)?.shift();
  }

  /** A proxy's write is the arrival of what one side sent, and the sending of it to the other. */
  #takeOfProxy(event: TraceEvent, index: number, connection: number): void {
    const { actor, kind, through, to, pieces } = event;
    if (through === undefined) return;
    if (kind === 'connection') {
      this.#begin(connection, { accepted: index });
      this.#begin(through, { called: index });
    }
    // Both sides are reset where it doesn't say which.
    if (kind === 'reset') {
      if (to !== 'client') this.#directionFrom(actor, through).reset = index;
      if (to !== 'server') this.#directionFrom(actor, connection).reset = index;
    }
    if (kind !== 'write' || to === undefined) return;
    const [came, goes] = to === 'server' ? [connection, through] : [through, connection];
    this.#receive(event, index, came);
    if (pieces !== 0) this.#send(event, index, goes);
  }

  #begin(connection: number, end: { called?: number; accepted?: number }): void {
    // A port that is used once more is another connection.
    if (this.#closed.delete(connection)) this.#directions.delete(connection);
    const both = { ...this.#beginnings.get(connection), ...end };
    this.#beginnings.set(connection, both);
    if (both.called === undefined || both.accepted === undefined) return;
    this.found.push({ kind: 'connect', from: both.called, to: both.accepted });
    this.#beginnings.delete(connection);
  }

  #send({ actor, bytes = 0 }: TraceEvent, index: number, connection: number): void {
    const direction = this.#directionFrom(actor, connection);
    direction.written += bytes;
    direction.writes.push({ index, until: direction.written, bytes });
  }

  #receive({ actor, bytes = 0, protocol }: TraceEvent, index: number, connection: number): void {
    const direction = this.#directionTo(actor, connection);
    if (!direction) return;
    const take = protocol === 'udp' ? takeDatagram : takeBytes;
    for (const from of take(direction, bytes)) this.found.push({ kind: 'bytes', from, to: index });
  }

  #end({ actor, by }: TraceEvent, index: number, connection: number): void {
    if (by !== 'peer') {
      this.#directionFrom(actor, connection).ended = index;
      return;
    }
    const ended = this.#directionTo(actor, connection)?.ended ?? null;
    if (ended !== null) this.found.push({ kind: 'end', from: ended, to: index });
  }

  /** A reset arrives as an error. */
  #fail({ actor, code }: TraceEvent, index: number, connection: number): void {
    if (code !== 'ECONNRESET') return;
    const direction = this.#directionTo(actor, connection);
    const reset = direction?.reset ?? null;
    if (!direction || reset === null) return;
    this.found.push({ kind: 'reset', from: reset, to: index });
    direction.reset = null;
  }

  #directionFrom(sender: string, connection: number): Direction {
    const known = this.#directions.get(connection) ?? [];
    this.#directions.set(connection, known);
    const own = known.find((direction) => direction.sender === sender);
    if (own) return own;
    const made: Direction = { sender, written: 0, read: 0, writes: [], ended: null, reset: null };
    known.push(made);
    return made;
  }

  #directionTo(receiver: string, connection: number): Direction | undefined {
    return this.#directions.get(connection)?.find(({ sender }) => sender !== receiver);
  }
}

/** The writes that the next `bytes` bytes come from; those that are read to their end are forgotten. */
function takeBytes(direction: Direction, bytes: number): number[] {
  direction.read += bytes;
  const from: number[] = [];
  for (let write = direction.writes[0]; write; write = direction.writes[0]) {
    const begins = write.until - write.bytes;
    if (begins >= direction.read && write.bytes > 0) break;
    from.push(write.index);
    if (write.until > direction.read) break;
    direction.writes.shift();
  }
  return from;
}

/** The datagram that arrived: the first of that size, since others may be lost. */
function takeDatagram(direction: Direction, bytes: number): number[] {
  const found = direction.writes.findIndex((write) => write.bytes === bytes);
  if (found < 0) return [];
  return direction.writes
    .splice(0, found + 1)
    .slice(-1)
    .map(({ index }) => index);
}
