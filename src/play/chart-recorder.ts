// Records the events of one run, or of many, from which a chart is drawn.
import { measureChart, renderChart } from '../screen/charts/chart.ts';
import type { ChartOptions } from '../screen/charts/options.ts';
import type { Kind, TraceEvent } from '../stage/trace/trace.ts';
import type { ChartKind } from '../text/chart-kind.ts';
import { runMessages } from '../text/messages/run.ts';
import { wrapText } from '../text/wrap.ts';

/** Records what a chart is drawn from. */
export interface ChartRecorder {
  readonly kind: ChartKind;
  /** Begins a run: what is taken from now on belongs to it. */
  begin(): void;
  /** Forgets the run that began last, because it was cut short. */
  drop(): void;
  /** Takes an event of the run; most are of no use, and are not kept. */
  take(event: TraceEvent): void;
  /** The lines of the chart. */
  render(options: ChartOptions): string[];
  /** What the chart shows, for programs. */
  measure(): object;
}

/** How many events of a run are kept. */
const MOST = 100_000;

const DATA: readonly Kind[] = ['connect', 'connection', 'data', 'arrived'];
const ENDS: readonly Kind[] = ['connect', 'connection', 'connecting', 'end', 'close', 'exit'];
const NEEDED: Record<ChartKind, readonly Kind[]> = {
  chunks: DATA,
  bytes: DATA,
  frames: DATA,
  buffered: [...ENDS, 'write', 'drain', 'finish'],
  closing: [...ENDS, 'fin', 'destroy', 'reset', 'error'],
  attempts: ['connecting', 'connect', 'error', 'close', 'exit'],
  connections: ['listening', 'connection', 'drop', 'closing', 'close', 'exit'],
  latency: [...ENDS, 'write', 'data', 'error'],
};

/** Opens a recorder for a chart; the first run has begun. */
export function openChartRecorder(kind: ChartKind): ChartRecorder {
  let run: TraceEvent[] = [];
  const runs: TraceEvent[][] = [run];
  let isFull = false;

  /** In the order of the clock: events that are reported late arrive late. */
  function sort(): TraceEvent[][] {
    return runs.map((events) => [...events].sort((a, b) => a.at - b.at));
  }

  return {
    kind,
    begin() {
      if (runs.length === 1 && run.length === 0) return;
      // Only counts over all runs need more than the latest complete run.
      if (kind !== 'chunks') for (const earlier of runs.slice(0, -1)) earlier.length = 0;
      run = [];
      runs.push(run);
    },
    drop() {
      runs.pop();
    },
    take(event) {
      if (!NEEDED[kind].includes(event.kind)) return;
      if (run.length >= MOST) {
        isFull = true;
        return;
      }
      const { preview: _, hex, ...rest } = event;
      const hasBytes = hex !== undefined && (kind === 'bytes' || kind === 'frames');
      run.push(hasBytes ? { ...rest, hex } : rest);
    },
    render(options) {
      const lines = renderChart(kind, sort(), options);
      const { firstEvents } = runMessages[options.language];
      return isFull ? [...lines, ...wrapText(firstEvents(MOST), options.width)] : lines;
    },
    measure: () => measureChart(kind, sort()),
  };
}
