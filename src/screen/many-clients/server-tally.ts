// What was counted at the servers of many clients.
import type { TraceEvent } from '../../stage/trace/trace.ts';
import { type LineKind, openLineKinds } from './line-kinds.ts';

/** What was counted at servers. */
export interface ServerCounts {
  actor: string;
  /** How many connections it has accepted. */
  connections: number;
  /** How many are open, and how many were at the same time at most. */
  open: number;
  most: number;
  /** How often each error came, by Node's code. */
  errors: Record<string, number>;
  lines: LineKind[];
}

/** Counts the events of servers. */
interface ServerTally {
  take(event: TraceEvent): void;
  /** The connections of a server: open now, and accepted so far. */
  count(actor: string): { open: number; all: number };
  measure(): ServerCounts[];
}

/** A server as it goes on. */
interface Server {
  open: Set<number>;
  connections: number;
  most: number;
  errors: Map<string, number>;
  lines: ReturnType<typeof openLineKinds>;
}

/** Whether an actor takes the clients' connections. */
export function isServing(actor: string): boolean {
  return actor === 'server' || actor.startsWith('server-');
}

/** Opens the tally of servers. */
export function openServerTally(): ServerTally {
  const servers = new Map<string, Server>();

  function find(actor: string): Server {
    const lines = openLineKinds();
    const fresh = { open: new Set<number>(), connections: 0, most: 0, errors: new Map(), lines };
    const server = servers.get(actor) ?? fresh;
    servers.set(actor, server);
    return server;
  }

  return {
    take(event) {
      const { actor, kind, connection, text = '' } = event;
      const server = find(actor);
      if (kind === 'stdout' || kind === 'stderr') server.lines.take(text);
      else if (kind === 'error') addTo(server.errors, nameError(event));
      else if (kind === 'connection' && connection !== undefined) {
        server.connections += 1;
        server.open.add(connection);
        server.most = Math.max(server.most, server.open.size);
      } else if (kind === 'close' && connection !== undefined) server.open.delete(connection);
      else if (kind === 'exit') server.open.clear();
    },
    count(actor) {
      const server = servers.get(actor);
      return { open: server?.open.size ?? 0, all: server?.connections ?? 0 };
    },
    measure: () =>
      [...servers].map(([actor, { open, connections, most, errors, lines }]) => ({
        actor,
        connections,
        open: open.size,
        most,
        errors: Object.fromEntries(errors),
        lines: lines.list(),
      })),
  };
}

/** Adds one to a count. */
export function addTo(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** What an error is counted as: Node's code, where it has one. */
export function nameError({ code, message }: TraceEvent): string {
  return String(code ?? message ?? 'error');
}
