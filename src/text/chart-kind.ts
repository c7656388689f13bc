// The names of the charts of a run, or of many.

/** Every kind of chart. */
export const CHART_KINDS = [
  'chunks',
  'bytes',
  'frames',
  'buffered',
  'closing',
  'attempts',
  'connections',
  'latency',
] as const;

/** A kind of chart, as it is named on the command line and in a lesson. */
export type ChartKind = (typeof CHART_KINDS)[number];
