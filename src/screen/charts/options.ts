// How charts are drawn, from what, and how their parts stand below each other.
import type { TraceEvent } from '../../stage/trace/trace.ts';
import type { Language } from '../../text/language.ts';
import { chartMessages } from '../../text/messages/charts.ts';
import { wrapText } from '../../text/wrap.ts';
import type { Style } from '../style.ts';

/** How a chart is drawn. */
export interface ChartOptions {
  /** Columns, 20 and more. */
  width: number;
  style: Style;
  language: Language;
  /** Words for where a picture can't be seen: the same, in sentences and lists. */
  form: 'picture' | 'words';
  /** Milliseconds that are subtracted from `at` where times are shown. */
  origin?: number;
}

/** The events of a run, in order. */
export type RunEvents = readonly TraceEvent[];

/** The lines of the first `most` connections, with a blank line between them, and how many more there are. */
export function renderEach<T>(
  all: readonly T[],
  most: number,
  { width, language }: ChartOptions,
  render: (one: T) => string[],
): string[] {
  const lines = all
    .slice(0, most)
    .flatMap((one, index) => [...(index > 0 ? [''] : []), ...render(one)]);
  const left = all.length - most;
  if (left <= 0) return lines;
  return [...lines, ...wrapText(chartMessages[language].moreConnections(left), width)];
}
