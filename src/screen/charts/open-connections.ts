// The connections that are open at a server, over time, and when it was told to close.
import type { TraceEvent } from '../../stage/trace/trace.ts';
import { chartMessages } from '../../text/messages/charts.ts';
import { wrapText } from '../../text/wrap.ts';
import { formatMs } from './axis.ts';
import { type ChartOptions, renderEach } from './options.ts';
import { drawSteps, type Point, thin } from './steps.ts';

/** The connections of a server over time. */
interface Held {
  actor: string;
  /** In order; the number stays the same until the next. */
  points: Point[];
  /** When `server.close()` was called, and how many were open. */
  closings: Point[];
  accepted: number;
  /** How many were closed at once, because there were `maxConnections` already. */
  dropped: number;
  peak: Point;
}

/** How many servers are drawn. */
const SERVERS = 4;
const ROWS = 6;
/** How many points are listed in words, or given to programs. */
const POINTS = 12;
const POINTS_OF_JSON = 500;

/** What the chart shows, for programs: of many points, those that stand out. */
export function measureConnections(events: readonly TraceEvent[]): object {
  const name = ({ at, amount: open }: Point) => ({ at, open });
  return {
    servers: collectHeld(events).map(({ actor, accepted, dropped, peak, closings, points }) => ({
      actor,
      accepted,
      dropped,
      peak: name(peak),
      closings: closings.map(name),
      points: thin(points, POINTS_OF_JSON).map(name),
    })),
  };
}

/** Draws how many connections each server had. */
export function renderConnections(events: readonly TraceEvent[], options: ChartOptions): string[] {
  const say = chartMessages[options.language].connections;
  const all = collectHeld(events);
  if (all.length === 0) return wrapText(say.nothing, options.width);
  return renderEach(all, SERVERS, options, (held) => renderServer(held, options));
}

function renderServer(held: Held, options: ChartOptions): string[] {
  const { width, style, language, form, origin = 0 } = options;
  const say = chartMessages[language].connections;
  const { actor, points, closings, accepted, dropped, peak } = held;
  const time = (at: number) => formatMs(at - origin);
  const last = points.at(-1);
  const sentences = [
    say.peak(accepted, peak.amount, time(peak.at)),
    ...(dropped > 0 ? [say.dropped(dropped)] : []),
    ...closings.map(({ at, amount }) => say.closing(time(at), amount)),
    last && last.amount > 0 ? say.left(last.amount) : say.gone(time(findEmpty(points))),
  ];
  const body =
    form === 'words'
      ? thin(points, POINTS).map(({ at, amount }) => say.point(time(at), amount))
      : drawSteps(
          {
            points,
            top: chooseTop(peak.amount),
            rows: ROWS,
            marks: closings.map(({ at }) => at),
            label: String,
          },
          options,
        );
  return [
    ...wrapText(style.bold(say.title(actor)), width),
    ...body,
    ...wrapText(sentences.join(language === 'zh' ? '' : ' '), width),
    ...(form === 'picture' && closings.length > 0 ? wrapText(style.dim(say.legend), width) : []),
  ];
}

/** An even number that isn't below the peak, and no longer than it has to be. */
function chooseTop(peak: number): number {
  const step = peak > 10 ? 10 : 2;
  return Math.max(1, Math.ceil(peak / step)) * step;
}

/** When the last connection was gone. */
function findEmpty(points: readonly Point[]): number {
  const last = points.findLastIndex(({ amount }) => amount > 0);
  return points[last + 1]?.at ?? points.at(-1)?.at ?? 0;
}

function collectHeld(events: readonly TraceEvent[]): Held[] {
  const all = new Map<string, Held & { open: Set<number> }>();
  let end = 0;
  for (const { actor, at, kind, connection, protocol } of events) {
    end = Math.max(end, at);
    if (protocol !== undefined) continue;
    if (kind === 'listening' && !all.has(actor)) all.set(actor, begin(actor, at));
    const held = all.get(actor);
    if (!held) continue;
    const { open, points, closings } = held;
    const before = open.size;
    if (kind === 'connection' && connection !== undefined) {
      open.add(connection);
      held.accepted += 1;
    } else if (kind === 'close' && connection !== undefined) open.delete(connection);
    else if (kind === 'exit') open.clear();
    else if (kind === 'drop') held.dropped += 1;
    else if (kind === 'closing') closings.push({ at, amount: open.size });
    if (open.size === before) continue;
    points.push({ at, amount: open.size });
    if (open.size > held.peak.amount) held.peak = { at, amount: open.size };
  }
  const used = [...all.values()].filter(({ accepted, dropped }) => accepted + dropped > 0);
  for (const { points, open } of used) points.push({ at: end, amount: open.size });
  return used;
}

function begin(actor: string, at: number): Held & { open: Set<number> } {
  const peak = { at, amount: 0 };
  const counts = { accepted: 0, dropped: 0 };
  return { actor, points: [peak], closings: [], ...counts, peak, open: new Set() };
}
