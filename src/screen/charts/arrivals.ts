// What arrived at an end of a connection, chunk by chunk.
import type { TraceEvent } from '../../stage/trace/trace.ts';
import { formatConnection } from '../connections.ts';

/** A `data` event. */
export interface ArrivedChunk {
  bytes: number;
  /** Its first bytes, two hexadecimal digits each. */
  hex: string;
}

/** One end of a connection, and what arrived there. */
export interface Reception {
  actor: string;
  /** The client's port; undefined where it is not known. */
  connection: number | undefined;
  chunks: ArrivedChunk[];
}

/**
 * The ends of all connections, those included where nothing arrived: the server's first, as in the columns, then in the
 * order in which they were made.
 */
export function collectReceptions(events: readonly TraceEvent[]): Reception[] {
  const all: Reception[] = [];
  const open = new Map<string, Reception>();
  const begin = ({ actor, connection }: TraceEvent) => {
    const reception: Reception = { actor, connection, chunks: [] };
    all.push(reception);
    open.set(`${actor} ${connection}`, reception);
    return reception;
  };
  for (const event of events) {
    const { actor, connection, kind, bytes = 0, hex = '' } = event;
    if (kind === 'connect' || kind === 'connection') begin(event);
    if (kind !== 'data') continue;
    const reception = open.get(`${actor} ${connection}`) ?? begin(event);
    reception.chunks.push({ bytes, hex });
  }
  return all.sort((a, b) => Number(b.actor === 'server') - Number(a.actor === 'server'));
}

/** The receptions of those where something arrived. */
export function collectArrivals(events: readonly TraceEvent[]): Reception[] {
  return collectReceptions(events).filter(({ chunks }) => chunks.length > 0);
}

/** How many bytes arrived. */
export function countBytes({ chunks }: Pick<Reception, 'chunks'>): number {
  return chunks.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The receiver and its connection: `server :51324`. */
export function nameEnd({ actor, connection }: Pick<Reception, 'actor' | 'connection'>): string {
  return connection === undefined ? actor : `${actor} ${formatConnection(connection)}`;
}
