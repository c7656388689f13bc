// Attempts to connect over time: those that were refused apart from those that connected.
import type { TraceEvent } from '../../stage/trace/trace.ts';
import type { Language } from '../../text/language.ts';
import { chartMessages } from '../../text/messages/charts.ts';
import { traceMessages } from '../../text/messages/trace.ts';
import { measureWidth, padEnd } from '../../text/width.ts';
import { wrapText } from '../../text/wrap.ts';
import { type Attempt, collectAttempts, countOutcomes, type Outcome } from './attempt-list.ts';
import { columnOf, formatMs, renderAxis, type TimeSpan } from './axis.ts';
import { Canvas } from './canvas.ts';
import type { ChartOptions } from './options.ts';
import { COLUMNS_AT_MOST } from './steps.ts';

/** The rows of each outcome, at most. */
const ROWS = 4;
/** So many programs have a picture each, on one axis and one scale; of more, there is one of all. */
const ACTORS = 4;
/** Tries within so many ms are counted together where the busiest moment is told. */
const SLOT_MS = 50;
/** So many moments are listed in words. */
const SLOTS = 12;

const OUTCOMES: readonly Outcome[] = ['connected', 'refused', 'failed', 'open'];
const EIGHTHS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/** Below this many columns, the names of the outcomes stand above their rows. */
const NARROW = 60;

/** What the chart shows, for programs. */
export function measureAttempts(events: readonly TraceEvent[]): object {
  return { attempts: collectAttempts(events) };
}

/** Draws the attempts of each program, or of all together where they are many. */
export function renderAttempts(events: readonly TraceEvent[], options: ChartOptions): string[] {
  const { width, style, language, form } = options;
  const say = chartMessages[language].attempts;
  const all = collectAttempts(events);
  if (all.length === 0) return wrapText(say.nothing, width);
  const actors = [...new Set(all.map(({ actor }) => actor))];
  const groups: [string, Attempt[]][] =
    actors.length > ACTORS
      ? [[say.together(actors.length), all]]
      : actors.map((actor) => [actor, all.filter((each) => each.actor === actor)]);
  const columns = Math.min(width, COLUMNS_AT_MOST);
  const times = all.map(({ at }) => at);
  const span = { from: Math.min(...times), to: Math.max(...times) };
  const most = Math.max(
    ...groups.map(([, own]) =>
      countFullest(own, { ...span, columns: columns - findMargin(columns, language) }),
    ),
  );
  const lines = groups.flatMap(([name, own], index) => [
    ...(index > 0 ? [''] : []),
    ...wrapText(style.bold(say.title(name, own.length, countOutcomes(own))), width),
    ...(form === 'words' ? listSlots(own, options) : drawOutcomes(own, { span, most }, options)),
    ...wrapText(describeBusiest(own, options), width).filter((line) => line !== ''),
  ]);
  if (form === 'words') return lines;
  const step = formatMs((span.to - span.from) / (columns - findMargin(columns, language)));
  return [...lines, ...wrapText(style.dim(most > ROWS ? say.scale(most, step) : say.one), width)];
}

/** How many tries of one outcome fall into the column with the most of them. */
function countFullest(attempts: readonly Attempt[], span: TimeSpan): number {
  const counts = new Map<string, number>();
  for (const { at, outcome } of attempts) {
    const place = `${outcome} ${columnOf(at, span)}`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}

/** What all pictures of a chart have in common. */
interface Scale {
  span: Pick<TimeSpan, 'from' | 'to'>;
  /** The tries that fill the height of an outcome. */
  most: number;
}

/** The tries of each outcome over time, one below the other. */
function drawOutcomes(
  attempts: readonly Attempt[],
  { span: times, most }: Scale,
  options: ChartOptions,
): string[] {
  const { style, language, origin = 0 } = options;
  const say = chartMessages[language].attempts;
  const width = Math.min(options.width, COLUMNS_AT_MOST);
  const seen = OUTCOMES.filter((outcome) => attempts.some((each) => each.outcome === outcome));
  const isNarrow = width < NARROW;
  const margin = findMargin(width, language);
  const span: TimeSpan = { ...times, columns: width - margin };
  const bands = seen.flatMap((outcome) => {
    const own = attempts.filter((each) => each.outcome === outcome);
    const dress = outcome === 'connected' ? style.cyan : style.red;
    const lines = drawBand(own, { span, most, margin, dress }, options);
    if (isNarrow) return [say[outcome], ...lines];
    const middle = Math.floor(lines.length / 2);
    return lines.map((line, index) =>
      index === middle ? padEnd(say[outcome], margin - 1) + line.slice(margin - 1) : line,
    );
  });
  const unit = traceMessages[language].milliseconds;
  return [...bands, ...renderAxis(span, { margin, origin, unit, style })];
}

/** The columns before the picture. */
function findMargin(width: number, language: Language): number {
  const say = chartMessages[language].attempts;
  return width < NARROW ? 1 : Math.max(...OUTCOMES.map((each) => measureWidth(say[each]))) + 2;
}

interface Band {
  span: TimeSpan;
  most: number;
  margin: number;
  dress(text: string): string;
}

function drawBand(
  attempts: readonly Attempt[],
  { span, most, margin, dress }: Band,
  { style }: ChartOptions,
): string[] {
  const rows = Math.min(ROWS, most);
  const counts = Array.from({ length: span.columns }, () => 0);
  for (const { at } of attempts) {
    const column = columnOf(at, span);
    counts[column] = (counts[column] ?? 0) + 1;
  }
  return Array.from({ length: rows }, (_, index) => {
    const line = new Canvas(margin + span.columns, style);
    const below = (rows - 1 - index) * 8;
    line.put(margin - 1, '│', style.dim);
    for (const [column, count] of counts.entries()) {
      // A single try is visible.
      const eighths = count > 0 ? Math.max(1, Math.round((count / most) * rows * 8)) : 0;
      const glyph = EIGHTHS[Math.min(8, eighths - below) - 1];
      if (glyph !== undefined) line.put(margin + column, glyph, dress);
    }
    return line.toString();
  });
}

/** The most tries within a slot of time, and when that began. */
function findBusiest(attempts: readonly Attempt[]): { from: number; count: number } {
  let [first, best] = [0, { from: attempts[0]?.at ?? 0, count: 0 }];
  for (const [last, { at }] of attempts.entries()) {
    while (at - (attempts[first]?.at ?? at) >= SLOT_MS) first += 1;
    const count = last - first + 1;
    if (count > best.count) best = { from: attempts[first]?.at ?? at, count };
  }
  return best;
}

/** When most tries came together; empty where none did. */
function describeBusiest(attempts: readonly Attempt[], options: ChartOptions): string {
  const { from, count } = findBusiest(attempts);
  if (count < 2) return '';
  const say = chartMessages[options.language].attempts;
  return say.busiest(count, SLOT_MS, formatMs(from - (options.origin ?? 0)));
}

/** The tries in words: those within a slot of time together, at most so many moments. */
function listSlots(attempts: readonly Attempt[], { language, origin = 0, width }: ChartOptions) {
  const say = chartMessages[language].attempts;
  const slots: Attempt[][] = [];
  for (const attempt of attempts) {
    const slot = slots.at(-1);
    if (slot?.[0] && attempt.at - slot[0].at < SLOT_MS) slot.push(attempt);
    else slots.push([attempt]);
  }
  const left = slots.slice(SLOTS).flat().length;
  const lines = slots
    .slice(0, SLOTS)
    .map((slot) =>
      say.slot(formatMs((slot[0]?.at ?? 0) - origin), slot.length, countOutcomes(slot)),
    );
  return [...lines, ...(left > 0 ? [say.more(left)] : [])].flatMap((line) => wrapText(line, width));
}
