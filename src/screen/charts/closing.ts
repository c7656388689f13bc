// How a connection ended: its two directions over time, and who ended which.
import type { Kind, TraceEvent } from '../../stage/trace/trace.ts';
import { chartMessages } from '../../text/messages/charts.ts';
import { traceMessages } from '../../text/messages/trace.ts';
import { measureWidth, padEnd } from '../../text/width.ts';
import { wrapText } from '../../text/wrap.ts';
import { formatConnection } from '../connections.ts';
import { columnOf, formatMs, renderAxis, type TimeSpan } from './axis.ts';
import { adoptBeforeConnect } from './before-connect.ts';
import { Canvas } from './canvas.ts';
import type { ChartOptions } from './options.ts';

/** So many connections are drawn. */
const CONNECTIONS = 6;
/** A picture needs no more columns than that to be read. */
const COLUMNS_AT_MOST = 100;
/** Below this many columns the names stand above the lanes. */
const NARROW = 50;

const OPEN = '━';
const SIGNS: Partial<Record<Kind, string>> = { end: '┤', destroy: '╳', reset: 'R', error: '!' };

/** A direction of a connection: what one end may still send. */
interface Direction {
  /** Who sends; null for a peer that is no actor of the run. */
  from: string | null;
  to: string | null;
  opened: number;
  /** When it ended, and by what; null where it hasn't. */
  ended: number | null;
  by: Kind | null;
}

/** A connection's life. */
interface Life {
  connection: number;
  directions: [Direction, Direction];
  /** All that has to do with its end, in order. */
  events: TraceEvent[];
  from: number;
  to: number;
  isOpen: boolean;
}

const ENDING: ReadonlySet<Kind> = new Set(['end', 'destroy', 'reset', 'error', 'close']);

/** What the chart tells, for programs. */
export function measureClosing(events: readonly TraceEvent[]): object {
  return {
    connections: collectLives(events).map((life) => ({
      connection: life.connection,
      directions: life.directions,
      halfOpenMs: measureHalfOpen(life),
      events: life.events.map(({ at, actor, kind, by, hadError, code }) => ({
        at,
        actor,
        kind,
        by,
        hadError,
        code,
      })),
    })),
  };
}

/** Draws the end of each connection. */
export function renderClosing(events: readonly TraceEvent[], options: ChartOptions): string[] {
  const { width, language, style, form } = options;
  const say = chartMessages[language];
  const lives = collectLives(events);
  if (lives.length === 0) return wrapText(say.closing.nothing, width);
  const lines = lives
    .slice(0, CONNECTIONS)
    .flatMap((life, index) => [...(index > 0 ? [''] : []), ...renderLife(life, options)]);
  const left = lives.length - CONNECTIONS;
  return [
    ...lines,
    ...(left > 0 ? wrapText(say.moreConnections(left), width) : []),
    ...(form === 'picture' ? wrapText(style.dim(say.closing.legend), width) : []),
  ];
}

function collectLives(events: readonly TraceEvent[]): Life[] {
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
  const ends = kept.map(({ at }) => at);
  const to = Math.max(
    first.at,
    ...ends,
    ...events.map(({ at, kind }) => (kind === 'exit' ? 0 : at)),
  );
  const isOpen = directions.some(({ ended }) => ended === null);
  return {
    connection,
    directions,
    events: kept,
    from: Math.min(...events.map(({ at }) => at)),
    to,
    isOpen,
  };
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
    if (actor === sender?.actor) return (kind === 'end' && by !== 'peer') || isWhole(kind);
    // Where the sender can't be seen, the receiver tells.
    return sender === undefined && ((kind === 'end' && by === 'peer') || isWhole(kind));
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

function isWhole(kind: Kind): boolean {
  return (
    kind === 'destroy' ||
    kind === 'reset' ||
    kind === 'close' ||
    kind === 'exit' ||
    kind === 'error'
  );
}

/** How long one half had ended in order and the other had not, in ms; null where none had. */
function measureHalfOpen({ directions, to }: Life): number | null {
  const [first, second] = directions
    .map(({ ended, by }) => ({ at: ended ?? Number.POSITIVE_INFINITY, by }))
    .sort((a, b) => a.at - b.at);
  if (!first || !second || first.by !== 'end') return null;
  return Math.min(second.at, to) - first.at;
}

function renderLife(life: Life, options: ChartOptions): string[] {
  const { width, style, language, form, origin = 0 } = options;
  const say = chartMessages[language].closing;
  const time = (at: number) => formatMs(at - origin);
  const title = say.title(formatConnection(life.connection), time(life.from), time(life.to));
  const told = life.events.flatMap((event) => {
    const words = describe(event, options);
    if (words === null) return [];
    const lead = `${time(event.at).padStart(8)}  `;
    const lines = wrapText(words, width - lead.length);
    return lines.map(
      (line, index) => (index === 0 ? style.dim(lead) : ' '.repeat(lead.length)) + line,
    );
  });
  const half = measureHalfOpen(life);
  return [
    ...wrapText(style.bold(title), width),
    ...(form === 'words' ? [] : drawLanes(life, options)),
    ...told,
    ...(half !== null && half > 0 ? wrapText(say.halfOpen(formatMs(half)), width) : []),
    ...(life.isOpen ? wrapText(say.open, width) : []),
  ];
}

function describe(event: TraceEvent, { language }: ChartOptions): string | null {
  const say = chartMessages[language].closing;
  const { actor, kind, by } = event;
  switch (kind) {
    case 'end':
      return by === 'peer' ? say.heard(actor) : say[by ?? 'you'].end(actor);
    case 'destroy':
      return say[by === 'node' ? 'node' : 'you'].destroy(actor);
    case 'reset':
      return say.you.reset(actor);
    case 'error':
      return say.error(actor, String(event.code ?? event.message ?? ''));
    case 'close':
      return say.close(actor, event.hadError ?? false);
    case 'exit':
      return say.exit(actor);
    default:
      return null;
  }
}

function drawLanes(life: Life, options: ChartOptions): string[] {
  const { style, language, origin = 0 } = options;
  const say = chartMessages[language].closing;
  const width = Math.min(options.width, COLUMNS_AT_MOST);
  const names = life.directions.map(({ from, to }) =>
    say.direction(from ?? say.peer, to ?? say.peer),
  );
  const isNarrow = width < NARROW;
  const margin = isNarrow ? 1 : Math.max(...names.map(measureWidth)) + 2;
  const span: TimeSpan = { from: life.from, to: life.to, columns: width - margin };
  const lanes = life.directions.flatMap((direction, index) => {
    const lane = new Canvas(width, style);
    const start = margin + columnOf(direction.opened, span);
    const end = margin + columnOf(direction.ended ?? life.to, span);
    lane.fill(start, end, OPEN, style.cyan);
    if (direction.by !== null) {
      // Whatever is not ended in order is cut off.
      lane.put(end, SIGNS[direction.by] ?? '╳', style.bold);
    }
    const name = names[index] ?? '';
    if (isNarrow) return [...wrapText(name, width), lane.toString()];
    return [padEnd(name, margin) + lane.toString().slice(margin)];
  });
  const unit = traceMessages[language].milliseconds;
  return [...lanes, ...renderAxis(span, { margin, origin, unit, style })];
}
