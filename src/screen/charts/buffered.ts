// The bytes that wait in a process for the kernel to take them, over time.
import type { TraceEvent } from '../../stage/trace/trace.ts';
import { chartMessages } from '../../text/messages/charts.ts';
import { traceMessages } from '../../text/messages/trace.ts';
import { wrapText } from '../../text/wrap.ts';
import { columnOf, formatMs, formatSize, renderAxis, roundUp, type TimeSpan } from './axis.ts';
import { adoptBeforeConnect } from './before-connect.ts';
import { Canvas } from './canvas.ts';
import { type ChartOptions, renderEach } from './options.ts';

/** The rows of the picture. */
const ROWS = 8;
const EIGHTHS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const DRAIN = '↑';
/** A picture is readable without more columns than that. */
const COLUMNS_AT_MOST = 100;
/** How many processes are drawn. */
const ACTORS = 4;
/** How many points are listed in words, or given to programs. */
const POINTS = 12;
const POINTS_OF_JSON = 500;

/** How much waits from a moment on. */
interface Point {
  at: number;
  bytes: number;
}

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
      peak,
      drains: drains.length,
      lost,
      points: thin(points, POINTS_OF_JSON),
    })),
  };
}

/** Draws what waited in each process where anything did. */
export function renderBuffered(events: readonly TraceEvent[], options: ChartOptions): string[] {
  const { width, language } = options;
  const say = chartMessages[language].buffered;
  const all = collectWaiting(events);
  const waiting = all.filter(({ peak }) => peak.bytes > 0);
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
    const point = { at, bytes: sum(sockets.values()) };
    waiting.points.push(point);
    if (point.bytes > waiting.peak.bytes) waiting.peak = point;
  }
  return [...all.values()];
}

function begin({ actor, at }: TraceEvent): Waiting {
  const peak = { at, bytes: 0 };
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
  const last = points.at(-1)?.bytes ?? 0;
  const sentences = [
    say.peak(formatSize(peak.bytes), time(peak.at)),
    say.drains(drains.length),
    ...(lost > 0 ? [say.lost(formatSize(lost))] : []),
    ...(last > 0 ? [say.last(formatSize(last))] : []),
  ];
  const body =
    form === 'words'
      ? thin(points, POINTS).map(({ at, bytes }) => say.point(time(at), formatSize(bytes)))
      : drawPoints(waiting, options);
  return [
    ...wrapText(style.bold(say.title(actor)), width),
    ...body,
    ...wrapText(sentences.join(language === 'zh' ? '' : ' '), width),
    ...(form === 'picture' && drains.length > 0 ? wrapText(style.dim(say.legend), width) : []),
  ];
}

/** At most `most` points: of neighbours the largest, and the first and the last of all. */
function thin(points: readonly Point[], most: number): Point[] {
  if (points.length <= most) return [...points];
  const size = Math.ceil((points.length - 2) / (most - 2));
  const kept: Point[] = [points[0] as Point];
  for (let index = 1; index < points.length - 1; index += size) {
    const part = points.slice(index, Math.min(index + size, points.length - 1));
    kept.push(part.reduce((best, point) => (point.bytes > best.bytes ? point : best)));
  }
  return [...kept, points.at(-1) as Point];
}

function drawPoints({ points, drains, peak }: Waiting, options: ChartOptions): string[] {
  const { style, language, origin = 0 } = options;
  const width = Math.min(options.width, COLUMNS_AT_MOST);
  const top = roundUp(peak.bytes);
  const labels = [formatSize(top), formatSize(top / 2)];
  // In a narrow terminal the picture needs the columns, so the peak is named below it.
  const hasLabels = width >= 40;
  const margin = hasLabels ? Math.max(...labels.map(({ length }) => length)) + 2 : 1;
  const first = points[0] as Point;
  const end = points.at(-1) as Point;
  const span: TimeSpan = { from: first.at, to: end.at, columns: width - margin };
  const heights = findHeights(points, span);
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const line = new Canvas(width, style);
    const row = ROWS - 1 - index;
    const label = index === 0 ? labels[0] : index === ROWS / 2 ? labels[1] : undefined;
    if (hasLabels && label !== undefined) {
      line.put(margin - 2 - label.length, label, style.dim);
    }
    line.put(margin - 1, hasLabels && label !== undefined ? '┤' : '│', style.dim);
    for (const [column, bytes] of heights.entries()) {
      // Any amount above zero is visible.
      const eighths = bytes > 0 ? Math.max(1, Math.round((bytes / top) * ROWS * 8)) : 0;
      const glyph = EIGHTHS[Math.min(8, eighths - row * 8) - 1];
      if (glyph !== undefined) line.put(margin + column, glyph, style.cyan);
    }
    return line.toString();
  });
  const unit = traceMessages[language].milliseconds;
  const [axis = '', times = ''] = renderAxis(span, { margin, origin, unit, style });
  const marks = new Canvas(width, style);
  for (const at of drains) marks.put(margin + columnOf(at, span), DRAIN);
  return [...lines, axis, ...(marks.isBlank() ? [] : [marks.toString()]), times];
}

/** The most that waited in the time of each column. */
function findHeights(points: readonly Point[], span: TimeSpan): number[] {
  const heights = Array.from({ length: span.columns }, () => 0);
  for (const [index, { at, bytes }] of points.entries()) {
    const next = points[index + 1];
    const from = columnOf(at, span);
    // The amount holds until the next point; a column that it only touches belongs to the next one.
    const to = next ? Math.max(from, columnOf(next.at, span) - 1) : from;
    for (let column = from; column <= to; column += 1) {
      heights[column] = Math.max(heights[column] ?? 0, bytes);
    }
  }
  return heights;
}
