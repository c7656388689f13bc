// The chunks that bytes came in: over many runs how often how many, in one run how large each was.
import { chartMessages } from '../../text/messages/charts.ts';
import { measureWidth, padEnd } from '../../text/width.ts';
import { PROSE_COLUMNS, wrapText } from '../../text/wrap.ts';
import { renderBar } from '../progress.ts';
import { collectArrivals, collectReceptions, countBytes, nameEnd } from './arrivals.ts';
import type { ChartOptions, RunEvents } from './options.ts';

/** How many different counts have a row each; more are grouped. */
const ROWS = 12;
/** Below this many columns there is no room for percentages. */
const PERCENT_COLUMNS = 36;
/** A picture is readable without more columns than that. */
/** How many connections of one run are drawn. */
const CONNECTIONS = 8;

/** How often an actor's connections had how many chunks. */
interface Counts {
  actor: string;
  /** By the number of chunks. */
  counts: Map<number, number>;
}

/** What the chart shows: `actors` over many runs, `connections` of one. */
export function measureChunks(runs: readonly RunEvents[]): object {
  if (runs.length > 1) {
    const actors = countChunks(runs).map(({ actor, counts }) => ({
      actor,
      counts: Object.fromEntries(counts),
    }));
    return { runs: runs.length, actors };
  }
  const connections = collectArrivals(runs[0] ?? []).map(({ actor, connection, chunks }) => ({
    actor,
    connection,
    sizes: chunks.map(({ bytes }) => bytes),
  }));
  return { runs: runs.length, connections };
}

/** Draws a histogram of many runs, or the sizes of one. */
export function renderChunks(runs: readonly RunEvents[], options: ChartOptions): string[] {
  const lines = runs.length > 1 ? renderMany(runs, options) : renderOne(runs[0] ?? [], options);
  const { nothing } = chartMessages[options.language].chunks;
  return lines.length > 0 ? lines : wrapText(nothing, options.width);
}

/** Counts for each actor where something arrived in any run; a connection without data counts as one with none. */
function countChunks(runs: readonly RunEvents[]): Counts[] {
  const actors = new Map<string, Counts>();
  for (const { actor, chunks } of runs.flatMap(collectReceptions)) {
    const entry = actors.get(actor) ?? { actor, counts: new Map() };
    actors.set(actor, entry);
    entry.counts.set(chunks.length, (entry.counts.get(chunks.length) ?? 0) + 1);
  }
  // Which one comes first in a run is chance.
  const rank = ({ actor }: Counts) => (actor === 'server' ? '' : actor);
  const sorted = [...actors.values()].sort((a, b) => rank(a).localeCompare(rank(b)));
  return sorted.filter(({ counts }) => [...counts.keys()].some((key) => key > 0));
}

interface Bin {
  from: number;
  to: number;
  times: number;
}

/** The counts in order, without gaps; grouped where there are too many. */
function sortIntoBins(counts: ReadonlyMap<number, number>): Bin[] {
  const least = Math.min(...counts.keys());
  const most = Math.max(...counts.keys());
  const size = Math.ceil((most - least + 1) / ROWS);
  const first = size === 1 ? least : Math.floor(least / size) * size;
  const bins: Bin[] = [];
  for (let from = first; from <= most; from += size) {
    bins.push({ from, to: from + size - 1, times: 0 });
  }
  for (const [count, times] of counts) {
    const bin = bins[Math.floor((count - first) / size)];
    if (bin) bin.times += times;
  }
  return bins;
}

function renderMany(runs: readonly RunEvents[], options: ChartOptions): string[] {
  const { width, style, language } = options;
  const say = chartMessages[language].chunks;
  return countChunks(runs).flatMap(({ actor, counts }, index) => [
    ...(index > 0 ? [''] : []),
    ...wrapText(style.bold(say.over(actor, runs.length)), width),
    ...renderHistogram(sortIntoBins(counts), options),
  ]);
}

function renderHistogram(bins: readonly Bin[], options: ChartOptions): string[] {
  const { style, language, form } = options;
  const say = chartMessages[language].chunks;
  const width = Math.min(options.width, PROSE_COLUMNS);
  const total = bins.reduce((sum, { times }) => sum + times, 0);
  const most = Math.max(...bins.map(({ times }) => times));
  const percent = (times: number) => `${Math.round((100 * times) / total)}%`;
  if (form === 'words') {
    return bins.map(({ from, to, times }) => say.times(say.label(from, to), times, percent(times)));
  }
  const labels = bins.map(({ from, to }) => say.label(from, to));
  const label = Math.max(...labels.map(measureWidth));
  const digits = String(most).length;
  const hasPercent = width >= PERCENT_COLUMNS;
  const room = Math.max(1, width - label - digits - (hasPercent ? 9 : 2));
  return bins.map(({ times }, index) => {
    const name = labels[index] ?? '';
    // Numbers are right-aligned, with the words below each other.
    const lead = ' '.repeat(label - measureWidth(name)) + name;
    const bar = padEnd(renderBar(times / most, room), room);
    const share = hasPercent ? style.dim(percent(times).padStart(7)) : '';
    return `${lead} ${style.cyan(bar)} ${String(times).padStart(digits)}${share}`;
  });
}

function renderOne(events: RunEvents, options: ChartOptions): string[] {
  const { width, style, language, form } = options;
  const say = chartMessages[language];
  const arrivals = collectArrivals(events);
  const lines = arrivals.slice(0, CONNECTIONS).flatMap((arrival) => {
    const sizes = arrival.chunks.map(({ bytes }) => bytes);
    const title = say.chunks.one(nameEnd(arrival), countBytes(arrival), sizes.length);
    const body = form === 'words' ? listSizes(sizes, options) : drawSizes(sizes, options);
    return [...wrapText(style.bold(title), width), ...body];
  });
  const left = arrivals.length - CONNECTIONS;
  return left > 0 ? [...lines, ...wrapText(say.moreConnections(left), width)] : lines;
}

/** How many sizes are written out at most. */
const SIZES = 40;

function listSizes(sizes: readonly number[], { width, language }: ChartOptions): string[] {
  const { chunks, moreChunks } = chartMessages[language];
  const rest = sizes.slice(SIZES);
  const list = wrapText(chunks.sizes(sizes.slice(0, SIZES)), width);
  if (rest.length === 0) return list;
  const bytes = rest.reduce((sum, size) => sum + size, 0);
  return [...list, ...wrapText(moreChunks(rest.length, bytes), width)];
}

/** A box with a cell for each chunk, as wide as its size has it; those that don't fit are counted. */
function drawSizes(sizes: readonly number[], options: ChartOptions): string[] {
  const { style, language } = options;
  const room = Math.min(options.width, PROSE_COLUMNS) - 1;
  const { cells, left } = takeCells(sizes, room);
  const more = left > 0 ? ` ${chartMessages[language].chunks.more(left)}` : '';
  // Where some are left out, there is no width to share.
  const free = left > 0 ? 0 : room;
  const spare = free - cells.reduce((sum, { label }) => sum + label.length + 3, 0);
  const total = cells.reduce((sum, { size }) => sum + size, 0) || 1;
  // Each by itself, so chunks of the same size look alike.
  const columns = cells.map(({ label, size }) => {
    return label.length + 2 + Math.max(0, Math.floor((spare * size) / total));
  });
  const rule = (left: string, cross: string, right: string) =>
    style.dim(left + columns.map((count) => '─'.repeat(count)).join(cross) + right);
  const bar = style.dim('│');
  const middle = cells.map(({ label }, index) => centre(label, columns[index] ?? 0)).join(bar);
  return [rule('┌', '┬', '┐'), `${bar}${middle}${bar}${style.dim(more)}`, rule('└', '┴', '┘')];
}

function takeCells(sizes: readonly number[], room: number) {
  const cells: { label: string; size: number }[] = [];
  let used = 0;
  for (const [index, size] of sizes.entries()) {
    const label = String(size);
    const rest = sizes.length - index - 1;
    used += label.length + 3;
    const more = rest > 0 ? ` +${rest}`.length : 0;
    if (used + more > room && cells.length > 0) return { cells, left: rest + 1 };
    cells.push({ label, size });
  }
  return { cells, left: 0 };
}

function centre(text: string, columns: number): string {
  const before = Math.floor((columns - text.length) / 2);
  return ' '.repeat(before) + text + ' '.repeat(columns - text.length - before);
}
