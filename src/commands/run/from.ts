// A saved run, shown again with `--from`: nothing is started.
import path from 'node:path';
import { openChartRecorder } from '../../play/chart-recorder.ts';
import { sumUp } from '../../play/many-summary.ts';
import { readTrace } from '../../play/trace-file.ts';
import { misuse } from '../../text/failure.ts';
import { pictureMessages } from '../../text/messages/picture.ts';
import { traceMessages } from '../../text/messages/trace.ts';
import type { Context } from '../context.ts';
import type { Options } from '../options.ts';
import { openSaving } from './job.ts';
import { printChart, printSummary } from './reports.ts';
import { createView } from './views.ts';

/** Shows the trace in `--from`, as a run would have been; resolves to 0. */
export async function showSaved(
  context: Context,
  options: Options,
  operands: readonly string[],
): Promise<number> {
  const { from = '', chart } = options;
  const [operand] = operands;
  if (operand !== undefined) throw misuse(pictureMessages, (say) => say.noOperands(operand));
  const saving = openSaving(context, options);
  const { programs: saved, events } = readTrace(path.resolve(context.cwd, from));
  // What a check plays itself is no program, so its name has a language.
  const { peer } = traceMessages[context.language];
  const programs = saved.map((each) => (each.actor === 'peer' ? { ...each, title: peer } : each));
  const view = createView(context, options, programs);
  const summary = sumUp(programs);
  const recorder = chart === undefined ? null : openChartRecorder(chart);
  const { stdout } = context;
  stdout.print(...view.heading());
  for (const event of events) {
    stdout.print(...view.row(event));
    recorder?.take(event);
    summary?.take(event);
    saving?.take(event);
    // A reader that is slower than a file isn't given all of it at once.
    await stdout.drained();
  }
  stdout.print(...(view.flush?.() ?? []));
  if (summary) printSummary({ context, options }, summary);
  if (recorder) {
    if (!options.json) stdout.print('');
    printChart({ context, options }, recorder, { runs: 1, failed: 0 });
  }
  saving?.write(programs);
  await stdout.drained();
  return 0;
}
