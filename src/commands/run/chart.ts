// The chart of a run, or of many, on the standard output.

import type { ChartRecorder } from '../../play/chart-recorder.ts';
import { stringify } from '../../screen/json.ts';
import { createStyleOf, type Job } from './job.ts';

/** Prints a chart: a picture, words with `--plain`, an object with `--json`. */
export function printChart(
  { context, options }: Job,
  recorder: ChartRecorder,
  counts: { runs: number; failed: number },
): void {
  const { stdout, language } = context;
  if (options.json) {
    stdout.print(stringify({ chart: recorder.kind, ...counts, ...recorder.measure() }));
    return;
  }
  const form = options.plain ? 'words' : 'picture';
  const width = options.width ?? stdout.columns;
  const style = createStyleOf(context);
  stdout.print(...recorder.render({ width, style, language, form }));
}
