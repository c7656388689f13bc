// What arrived at an end of a connection, chunk by chunk.
import type { TraceEvent } from '../../stage/trace/trace.ts';
import { formatConnection } from '../connections.ts';

/** A `data` event, or what nobody took. */
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
 * order in which they were made. Their chunks are those that the program was handed; where it took none, those that Node
 * read.
 */
export function collectReceptions(events: readonly TraceEvent[]): Reception[] {
  const all: Reception[] = [];
  const open = new Map<string, Reception>();
  const untaken = new Map<Reception, ArrivedChunk[]>();
  const begin = ({ actor, connection }: TraceEvent) => {
    const reception: Reception = { actor, connection, chunks: [] };
    all.push(reception);
    open.set(`${actor} ${connection}`, reception);
    return reception;
  };
  for (const event of events) {
    const { actor, connection, kind, bytes = 0, hex = '' } = event;
    if (kind === 'connect' || kind === 'connection') begin(event);
    if (kind !== 'data' && kind !== 'arrived') continue;
    const reception = open.get(`${actor} ${connection}`) ?? begin(event);
    if (kind === 'data') reception.chunks.push({ bytes, hex });
    else {
      const chunks = untaken.get(reception) ?? [];
      untaken.set(reception, chunks);
      chunks.push({ bytes, hex });
    }
  }
  for (const [reception, chunks] of untaken) {
    if (reception.chunks.length === 0) reception.chunks = chunks;
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
