// The life of a connection: when each of its directions opened and ended, and by what.
import type { Kind, TraceEvent } from '../../stage/trace/trace.ts';
import { adoptBeforeConnect } from './before-connect.ts';

/** A direction of a connection: what one end may still send. Times in ms. */
export interface Direction {
  /** Who sends; null for a peer that is no actor of the run. */
  from: string | null;
  to: string | null;
  opened: number;
  /** When it ended, and by what; null where it hasn't. */
  ended: number | null;
  by: Kind | null;
}

/** A connection's life, from `from` to `to` (ms). */
export interface Life {
  connection: number;
  directions: [Direction, Direction];
  /** All that has to do with its end, in order. */
  events: TraceEvent[];
  from: number;
  to: number;
  isOpen: boolean;
}

const ENDING: ReadonlySet<Kind> = new Set(['fin', 'end', 'destroy', 'reset', 'error', 'close']);
/** What ends both directions at once. */
const WHOLE: ReadonlySet<Kind> = new Set(['destroy', 'reset', 'close', 'exit', 'error']);

/** The lives of all connections that were made, in the order of their beginning. */
export function collectLives(events: readonly TraceEvent[]): Life[] {
  const lives: Life[] = [];
  const current = new Map<number, TraceEvent[]>();
  const isMade = ({ kind }: TraceEvent) => kind === 'connect' || kind === 'connection';
  const flush = (connection: number) => {
    const own = current.get(connection) ?? [];
    current.delete(connection);
    if (own.some(isMade)) lives.push(live(connection, own));
  };
  for (const event of adoptBeforeConnect(events)) {
    const { kind, connection, actor, protocol } = event;
    if (kind === 'exit') for (const own of current.values()) own.push(event);
    if (connection === undefined || protocol !== undefined) continue;
    const own = current.get(connection);
    // A port that is used once more is another connection.
    const isAgain =
      isMade(event) && own?.some((one) => one.kind === kind && one.actor === actor) === true;
    if (isAgain) flush(connection);
    if (own && !isAgain) own.push(event);
    else current.set(connection, [event]);
  }
  for (const connection of [...current.keys()]) flush(connection);
  return lives.sort((a, b) => a.from - b.from);
}

function live(connection: number, events: readonly TraceEvent[]): Life {
  const client = events.find(({ kind }) => kind === 'connect');
  const server = events.find(({ kind }) => kind === 'connection');
  const first = (client ?? server) as TraceEvent;
  const own = events.filter(
    ({ kind, actor }) =>
      ENDING.has(kind) || (kind === 'exit' && (actor === client?.actor || actor === server?.actor)),
  );
  const kept = dropLateExits(own);
  const directions: Life['directions'] = [
    follow(client, server, first, kept),
    follow(server, client, first, kept),
  ];
  const seen = [...kept, ...events.filter(({ kind }) => kind !== 'exit')].map(({ at }) => at);
  const from = Math.min(...events.map(({ at }) => at));
  const to = Math.max(first.at, ...seen);
  const isOpen = directions.some(({ ended }) => ended === null);
  return { connection, directions, events: kept, from, to, isOpen };
}

/** An exit tells of a connection only where its actor's end had not closed before. */
function dropLateExits(events: readonly TraceEvent[]): TraceEvent[] {
  const closed = new Set<string>();
  return events.filter(({ kind, actor }) => {
    if (kind === 'close') closed.add(actor);
    return kind !== 'exit' || !closed.has(actor);
  });
}

/** What an end sends: until it ends its half, or is closed altogether, or the other one reads the end. */
function follow(
  sender: TraceEvent | undefined,
  receiver: TraceEvent | undefined,
  first: TraceEvent,
  events: readonly TraceEvent[],
): Direction {
  const isEnd = ({ actor, kind, by }: TraceEvent) => {
    if (actor === sender?.actor) return (kind === 'end' && by !== 'peer') || WHOLE.has(kind);
    // Where the sender can't be seen, the receiver tells.
    const isHeard = kind === 'fin' || (kind === 'end' && by === 'peer');
    return sender === undefined && (isHeard || WHOLE.has(kind));
  };
  const end = events.find(isEnd);
  return {
    from: sender?.actor ?? null,
    to: receiver?.actor ?? null,
    opened: (sender ?? first).at,
    // What is ended before there is a connection ends with its beginning.
    ended: end ? Math.max(end.at, (sender ?? first).at) : null,
    by: end?.kind ?? null,
  };
}

/** How long one half had ended in order and the other had not, in ms; null where none had. */
export function measureHalfOpen({ directions, to }: Life): number | null {
  const [first, second] = directions
    .map(({ ended, by }) => ({ at: ended ?? Number.POSITIVE_INFINITY, by }))
    .sort((a, b) => a.at - b.at);
  if (!first || !second || (first.by !== 'end' && first.by !== 'fin')) return null;
  return Math.min(second.at, to) - first.at;
}
