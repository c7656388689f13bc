// How a connection ended: its two directions over time, and who ended which.
import type { Kind, TraceEvent } from '../../stage/trace/trace.ts';
import { chartMessages } from '../../text/messages/charts.ts';
import { traceMessages } from '../../text/messages/trace.ts';
import { measureWidth, padEnd } from '../../text/width.ts';
import { wrapText } from '../../text/wrap.ts';
import { formatConnection } from '../connections.ts';
import { columnOf, formatMs, renderAxis, type TimeSpan } from './axis.ts';
import { Canvas } from './canvas.ts';
import { collectLives, type Life, measureHalfOpen } from './connection-life.ts';
import { type ChartOptions, renderEach } from './options.ts';

/** So many connections are drawn. */
const CONNECTIONS = 6;
/** A picture needs no more columns than that to be read. */
const COLUMNS_AT_MOST = 100;
/** Below this many columns the names stand above the lanes. */
const NARROW = 50;

const OPEN = '━';
const SIGNS: Partial<Record<Kind, string>> = {
  fin: '┤',
  end: '┤',
  destroy: '╳',
  reset: 'R',
  error: '!',
};

/** What the chart tells, for programs. */
export function measureClosing(events: readonly TraceEvent[]): object {
  return {
    connections: collectLives(events).map((life) => ({
      connection: life.connection,
      directions: life.directions,
      halfOpenMs: measureHalfOpen(life),
      events: life.events.map(({ at, actor, kind, by, isUnread, hadError, code }) => ({
        at,
        actor,
        kind,
        by,
        isUnread,
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
  return [
    ...renderEach(lives, CONNECTIONS, options, (life) => renderLife(life, options)),
    ...(form === 'picture' ? wrapText(style.dim(say.closing.legend), width) : []),
  ];
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
    case 'fin':
      return say.unheard(actor, event.isUnread ?? false);
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
