// The tally of many clients: what each of them is doing, counted from the events as they come.
import type { TraceEvent } from '../../stage/trace/trace.ts';
import { findPercentiles, type Percentiles } from '../percentiles.ts';
import { type LineKind, openLineKinds } from './line-kinds.ts';
import { addTo, isServing, nameError, openServerTally, type ServerCounts } from './server-tally.ts';

/** How many clients are in which state; a client is in one at a time. */
export interface States {
  /** Runs, and has not had a connection yet. */
  starting: number;
  connected: number;
  /** Runs, and has had a connection, and has none now. */
  apart: number;
  /** Has ended with exit code 0. */
  ended: number;
  /** Has ended with another one. */
  failed: number;
  /** Has been ended by a signal. */
  signalled: number;
}

/** What was counted, for programs: `run --clients N --json` prints it (docs/json.md). */
export interface Counts {
  /** How many there were to be. */
  clients: number;
  started: number;
  states: States;
  /** How many ended so, by exit code or signal. */
  exits: Record<string, number>;
  /** How often each error came, by Node's code. */
  errors: Record<string, number>;
  /** How many connections they made, and how long that took, in ms; null where they made none. */
  connects: {
    made: number;
    ms: Percentiles | null;
  };
  bytes: { written: number; read: number };
  lines: LineKind[];
  /** How many lines were of kinds that are not kept. */
  otherLines: number;
  servers: ServerCounts[];
}

/** Counts the events of a run. */
export interface Tally {
  take(event: TraceEvent): void;
  readonly states: States;
  readonly started: number;
  /** The connections of a server: open now, and accepted so far. */
  countConnections(server: string): { open: number; all: number };
  measure(): Counts;
}

/** A client as it goes on. */
interface Client {
  state: keyof States;
  /** When it asked for the connections that it doesn't have yet, in ms. */
  asked: number[];
  open: number;
}

/** Opens the tally of these actors, the clients. */
export function openTally(actors: readonly string[]): Tally {
  const clients = new Map<string, Client | null>(actors.map((actor) => [actor, null]));
  const states: States = { starting: 0, connected: 0, apart: 0, ended: 0, failed: 0, signalled: 0 };
  const servers = openServerTally();
  const exits = new Map<string, number>();
  const errors = new Map<string, number>();
  const times: number[] = [];
  const bytes = { written: 0, read: 0 };
  const lines = openLineKinds();
  let started = 0;

  function move(client: Client, state: keyof States): void {
    states[client.state] -= 1;
    states[state] += 1;
    client.state = state;
  }

  function takeOfClient(client: Client, event: TraceEvent): void {
    const { kind, at, connection, protocol, bytes: count = 0, text = '', hadError } = event;
    if (kind === 'stdout' || kind === 'stderr') lines.take(text);
    else if (kind === 'write') bytes.written += count;
    else if (kind === 'data') bytes.read += count;
    else if (kind === 'error') addTo(errors, nameError(event));
    else if (kind === 'connecting') client.asked.push(at);
    else if (kind === 'connect') {
      const since = client.asked.shift();
      if (since !== undefined) times.push(at - since);
      client.open += 1;
      move(client, 'connected');
    } else if (kind === 'close' && hadError !== undefined && protocol === undefined) {
      // A socket that is closed without a connection will have none.
      if (connection === undefined) client.asked.shift();
      else client.open = Math.max(0, client.open - 1);
      if (client.open === 0 && client.state === 'connected') move(client, 'apart');
    } else if (kind === 'exit') {
      addTo(exits, String(event.signal ?? event.code));
      move(client, event.signal ? 'signalled' : event.code === 0 ? 'ended' : 'failed');
    }
  }

  return {
    states,
    get started() {
      return started;
    },
    countConnections: servers.count,
    take(event) {
      const { actor, kind } = event;
      const client = clients.get(actor);
      if (client === undefined) {
        if (isServing(actor)) servers.take(event);
      } else if (kind === 'start') {
        if (client) states[client.state] -= 1;
        else started += 1;
        clients.set(actor, { state: 'starting', asked: [], open: 0 });
        states.starting += 1;
      } else if (client) takeOfClient(client, event);
    },
    measure: () => ({
      clients: actors.length,
      started,
      states: { ...states },
      exits: Object.fromEntries(exits),
      errors: Object.fromEntries(errors),
      connects: { made: times.length, ms: findPercentiles(times) },
      bytes: { ...bytes },
      lines: lines.list(),
      otherLines: lines.others,
      servers: servers.measure(),
    }),
  };
}
