// How long bytes were on their way: from a write to the moment when all of it had been read at the other end.
import type { TraceEvent } from '../../stage/trace/trace.ts';
import { chartMessages } from '../../text/messages/charts.ts';
import { measureWidth, padEnd, truncate } from '../../text/width.ts';
import { wrapText } from '../../text/wrap.ts';
import { findPercentiles, listPercentiles } from '../percentiles.ts';
import { findTransfers } from '../picture/transfers.ts';
import { formatMs } from './axis.ts';
import type { ChartOptions } from './options.ts';

/** What a program was sent, and how long that took. */
interface Reader {
  actor: string;
  /** Of each write that it has read to its end, in ms, in order of size. */
  ms: number[];
  /** How many writes to it were not read to their end. */
  unread: number;
}

/** So many readers have a row of their own, the slowest first. */
const READERS = 8;
/** The ends of the classes, in ms; the last class has none. */
const CLASSES = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000];
const EIGHTHS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/** The columns of a class: its ends stand below. */
const CLASS_COLUMNS = 5;

/** What the chart shows, for programs. */
export function measureLatency(events: readonly TraceEvent[]): object {
  return {
    readers: collectReaders(events).map(({ actor, ms, unread }) => ({
      actor,
      writes: ms.length,
      unread,
      ms: findPercentiles(ms),
    })),
  };
}

/** Draws how the latencies of each reader are spread. */
export function renderLatency(events: readonly TraceEvent[], options: ChartOptions): string[] {
  const { width, style, language, form } = options;
  const say = chartMessages[language].latency;
  const all = collectReaders(events);
  if (all.length === 0) return wrapText(say.nothing, width);
  const sorted = all.toSorted((a, b) => rank(b) - rank(a));
  const [shown, others] = [sorted.slice(0, READERS), sorted.slice(READERS)];
  const rest: Reader[] = others.length === 0 ? [] : [join(say.others(others.length), others)];
  const rows = [...shown, ...rest];
  const names = rows.map(({ actor }) => measureWidth(actor));
  const indent = Math.min(Math.max(...names), Math.floor(width / 3)) + 2;
  const isDrawn = form === 'picture' && width >= indent + (CLASSES.length + 1) * 2;
  const columns = Math.min(CLASS_COLUMNS, Math.floor((width - indent) / (CLASSES.length + 1)));
  const told = rows.flatMap((reader) => wrapText(describe(reader, options), width));
  return [
    ...wrapText(style.bold(say.title), width),
    ...(isDrawn
      ? [
          ...rows.map((reader) => {
            const name = padEnd(truncate(reader.actor, indent - 2), indent);
            return name + style.cyan(drawClasses(reader.ms, columns));
          }),
          style.dim(' '.repeat(indent) + listClasses(columns)),
          ...wrapText(style.dim(say.classes), width),
        ]
      : []),
    ...told,
  ];
}

/** The slowest first; where nothing was read to its end at all, before all. */
function rank({ ms }: Reader): number {
  return ms.length === 0 ? Number.POSITIVE_INFINITY : (ms[Math.ceil(ms.length * 0.99) - 1] ?? 0);
}

function join(actor: string, readers: readonly Reader[]): Reader {
  const ms = readers.flatMap((each) => each.ms).sort((a, b) => a - b);
  return { actor, ms, unread: readers.reduce((sum, { unread }) => sum + unread, 0) };
}

function describe({ actor, ms, unread }: Reader, { language }: ChartOptions): string {
  const say = chartMessages[language].latency;
  const percentiles = findPercentiles(ms);
  const times = percentiles && listPercentiles(percentiles).map(formatMs);
  return say.reader(actor, ms.length, times, unread);
}

/** A bar for each class, as high as its share of the fullest one. */
function drawClasses(ms: readonly number[], columns: number): string {
  const counts = [...CLASSES, Number.POSITIVE_INFINITY].map(
    (end, index) => ms.filter((each) => each < end && each >= (CLASSES[index - 1] ?? 0)).length,
  );
  const most = Math.max(1, ...counts);
  return counts
    .map((count) => {
      const glyph = count === 0 ? ' ' : EIGHTHS[Math.ceil((count / most) * EIGHTHS.length) - 1];
      return (glyph ?? '█').repeat(columns - 1);
    })
    .join(' ')
    .trimEnd();
}

/** The ends of the classes below the gaps between them. */
function listClasses(columns: number): string {
  let line = '';
  for (const [index, end] of CLASSES.entries()) {
    const text = String(end);
    const start = (index + 1) * columns - Math.ceil(text.length / 2);
    if (start > line.length || line === '') line = line.padEnd(start) + text;
  }
  return line;
}

function collectReaders(events: readonly TraceEvent[]): Reader[] {
  const transfers = findTransfers(events);
  const read = new Map<number, TraceEvent>();
  // Of a write that is read in pieces, the last one counts.
  for (const { kind, from, to } of transfers) {
    const event = events[to];
    if (kind === 'bytes' && event && event.actor !== 'proxy') read.set(from, event);
  }
  const peers = findPeers(events, transfers);
  const all = new Map<string, Reader>();
  for (const [index, { actor, at, kind, bytes = 0, connection }] of events.entries()) {
    if (kind !== 'write' || bytes === 0) continue;
    const end = read.get(index);
    const to = end?.actor ?? peers.get(`${connection} ${actor}`);
    if (to === undefined) continue;
    const reader = all.get(to) ?? { actor: to, ms: [], unread: 0 };
    all.set(to, reader);
    if (end) reader.ms.push(Math.max(0, end.at - at));
    else reader.unread += 1;
  }
  for (const { ms } of all.values()) ms.sort((a, b) => a - b);
  return [...all.values()];
}

/** Who is at the other end, by the connection's number and the actor at this end. */
function findPeers(
  events: readonly TraceEvent[],
  transfers: ReturnType<typeof findTransfers>,
): Map<string, string> {
  const peers = new Map<string, string>();
  for (const { kind, from, to } of transfers) {
    const [client, server] = [events[from], events[to]];
    if (kind !== 'connect' || !client || !server) continue;
    peers.set(`${server.connection} ${client.actor}`, server.actor);
    peers.set(`${server.connection} ${server.actor}`, client.actor);
  }
  return peers;
}
