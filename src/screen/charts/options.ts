// How charts are drawn, and from what.
import type { TraceEvent } from '../../stage/trace/trace.ts';
import type { Language } from '../../text/language.ts';
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
