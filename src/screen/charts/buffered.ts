// The bytes that wait in a process for the kernel to take them, over time.
import type { TraceEvent } from '../../stage/trace/trace.ts';
import { chartMessages } from '../../text/messages/charts.ts';
import { wrapText } from '../../text/wrap.ts';
import { formatMs, formatSize, roundUp } from './axis.ts';
import { adoptBeforeConnect } from './before-connect.ts';
import { type ChartOptions, renderEach } from './options.ts';
import { drawSteps, type Point, thin } from './steps.ts';

/** How many processes are drawn. */
const ACTORS = 4;
/** How many points are listed in words, or given to programs. */
const POINTS = 12;
const POINTS_OF_JSON = 500;

/** How much waited in a process over time. */
interface Waiting {
  actor: string;
  /** In order; the amount stays the same until the next. */
  points: Point[];
  /** When. */
  drains: number[];
  writes: number;
  /** How much still waited in connections when they closed. */
  lost: number;
  peak: Point;
}

/** What the chart shows, for programs: of many points, those that stand out. */
export function measureBuffered(events: readonly TraceEvent[]): object {
  return {
    actors: collectWaiting(events).map(({ actor, points, drains, writes, lost, peak }) => ({
      actor,
      writes,
      peak: nameBytes(peak),
      drains: drains.length,
      lost,
      points: thin(points, POINTS_OF_JSON).map(nameBytes),
    })),
  };
}

/** A point as JSON has it. */
function nameBytes({ at, amount: bytes }: Point) {
  return { at, bytes };
}

/** Draws what waited in each process where anything did. */
export function renderBuffered(events: readonly TraceEvent[], options: ChartOptions): string[] {
  const { width, language } = options;
  const say = chartMessages[language].buffered;
  const all = collectWaiting(events);
  const waiting = all.filter(({ peak }) => peak.amount > 0);
  if (waiting.length === 0) {
    const writes = sum(all.map((each) => each.writes));
    return wrapText(writes === 0 ? say.nothing : say.never(writes), width);
  }
  const drawn = waiting.slice(0, ACTORS);
  return renderEach(drawn, ACTORS, options, (each) => renderActor(each, options));
}

function collectWaiting(events: readonly TraceEvent[]): Waiting[] {
  const all = new Map<string, Waiting>();
  const held = new Map<string, Map<number | undefined, number>>();
  for (const event of adoptBeforeConnect(events)) {
    const { actor, at, kind, buffered, connection } = event;
    if (kind === 'write' && event.protocol === undefined) {
      const waiting = all.get(actor) ?? begin(event);
      all.set(actor, waiting);
      waiting.writes += 1;
    }
    const waiting = all.get(actor);
    if (!waiting) continue;
    const sockets = held.get(actor) ?? new Map<number | undefined, number>();
    held.set(actor, sockets);
    if (kind === 'drain') waiting.drains.push(at);
    if (buffered !== undefined) sockets.set(connection, buffered);
    else if (kind === 'finish') sockets.set(connection, 0);
    else if (kind === 'close' && connection !== undefined) {
      waiting.lost += sockets.get(connection) ?? 0;
      sockets.delete(connection);
    } else if (kind === 'exit') {
      waiting.lost += sum(sockets.values());
      sockets.clear();
    } else continue;
    const point = { at, amount: sum(sockets.values()) };
    waiting.points.push(point);
    if (point.amount > waiting.peak.amount) waiting.peak = point;
  }
  return [...all.values()];
}

function begin({ actor, at }: TraceEvent): Waiting {
  const peak = { at, amount: 0 };
  return { actor, points: [peak], drains: [], writes: 0, lost: 0, peak };
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, number) => total + number, 0);
}

function renderActor(waiting: Waiting, options: ChartOptions): string[] {
  const { width, style, language, form } = options;
  const say = chartMessages[language].buffered;
  const { actor, points, drains, lost, peak } = waiting;
  const time = (at: number) => formatMs(at - (options.origin ?? 0));
  const last = points.at(-1)?.amount ?? 0;
  const sentences = [
    say.peak(formatSize(peak.amount), time(peak.at)),
    say.drains(drains.length),
    ...(lost > 0 ? [say.lost(formatSize(lost))] : []),
    ...(last > 0 ? [say.last(formatSize(last))] : []),
  ];
  const body =
    form === 'words'
      ? thin(points, POINTS).map(({ at, amount }) => say.point(time(at), formatSize(amount)))
      : drawSteps({ points, top: roundUp(peak.amount), marks: drains, label: formatSize }, options);
  return [
    ...wrapText(style.bold(say.title(actor)), width),
    ...body,
    ...wrapText(sentences.join(language === 'zh' ? '' : ' '), width),
    ...(form === 'picture' && drains.length > 0 ? wrapText(style.dim(say.legend), width) : []),
  ];
}
