// A chart: a picture of a run's events, or of many runs', in lines, or the same in words.
import type { ChartKind } from '../../text/chart-kind.ts';
import { chartMessages } from '../../text/messages/charts.ts';
import { truncate } from '../../text/width.ts';
import { wrapText } from '../../text/wrap.ts';
import { measureAttempts, renderAttempts } from './attempts.ts';
import { measureBuffered, renderBuffered } from './buffered.ts';
import { measureBytes, renderBytes } from './bytes.ts';
import { measureChunks, renderChunks } from './chunks.ts';
import { measureClosing, renderClosing } from './closing.ts';
import { measureFrames, renderFrames } from './frames.ts';
import { measureLatency, renderLatency } from './latency.ts';
import { measureConnections, renderConnections } from './open-connections.ts';
import type { ChartOptions, RunEvents } from './options.ts';

/** Charts of many runs; the others show the last run. */
const OF_MANY: ReadonlySet<ChartKind> = new Set(['chunks']);

/** The lines of a chart, none wider than `width`; a chart of nothing says so. */
export function renderChart(
  kind: ChartKind,
  runs: readonly RunEvents[],
  options: ChartOptions,
): string[] {
  const { width, language } = options;
  const isOne = runs.length > 1 && !OF_MANY.has(kind);
  const note = isOne ? wrapText(chartMessages[language].lastRun(runs.length), width) : [];
  const lines = [...note, ...RENDERERS[kind](isOne ? runs.slice(-1) : runs, options)];
  return lines.map((line) => truncate(line, width).trimEnd());
}

/** What a chart is drawn from, for programs: an object that JSON can hold. */
export function measureChart(kind: ChartKind, runs: readonly RunEvents[]): object {
  const isOne = runs.length > 1 && !OF_MANY.has(kind);
  return MEASURES[kind](isOne ? runs.slice(-1) : runs);
}

type Render = (runs: readonly RunEvents[], options: ChartOptions) => string[];

const RENDERERS: Record<ChartKind, Render> = {
  chunks: renderChunks,
  bytes: ([events = []], options) => renderBytes(events, options),
  frames: ([events = []], options) => renderFrames(events, options),
  buffered: ([events = []], options) => renderBuffered(events, options),
  closing: ([events = []], options) => renderClosing(events, options),
  attempts: ([events = []], options) => renderAttempts(events, options),
  connections: ([events = []], options) => renderConnections(events, options),
  latency: ([events = []], options) => renderLatency(events, options),
};

const MEASURES: Record<ChartKind, (runs: readonly RunEvents[]) => object> = {
  chunks: measureChunks,
  bytes: ([events = []]) => measureBytes(events),
  frames: ([events = []]) => measureFrames(events),
  buffered: ([events = []]) => measureBuffered(events),
  closing: ([events = []]) => measureClosing(events),
  attempts: ([events = []]) => measureAttempts(events),
  connections: ([events = []]) => measureConnections(events),
  latency: ([events = []]) => measureLatency(events),
};
