// Many runs, with `--times`, and one chart of them all.

import { openChartRecorder } from '../../play/chart-recorder.ts';
import { openProgress } from '../../play/progress-line.ts';
import { repeatSession } from '../../play/repeat.ts';
import { runMessages } from '../../text/messages/run.ts';
import { printChart } from './chart.ts';
import { describeFailures } from './failures.ts';
import {
  createStyleOf,
  isPortPassed,
  type Job,
  prepareTarget,
  tell,
  UNATTENDED_MS,
} from './job.ts';

/** Plays the session `--times`, and draws a chart of all runs; resolves to 1 where one of them failed. */
export async function playTimes(job: Job): Promise<number> {
  const { context, options, signals, onStage } = job;
  const target = await prepareTarget(job);
  const { stdout } = context;
  const { times = 1 } = options;
  const say = runMessages[context.language];
  const recorder = openChartRecorder(options.chart ?? 'chunks');
  const progress = openProgress(stdout, createStyleOf(context));
  const notes: string[] = [];
  const { done, failed } = await repeatSession({
    plan: { ...target, isPortPassed: isPortPassed(job) },
    times,
    recorder,
    signal: AbortSignal.any(signals),
    limitMs: options.for ?? (stdout.isTerminal ? null : UNATTENDED_MS),
    onStage,
    onProgress: (count) => progress.set(count, times),
    onFailure: async ({ stage, end }) => {
      notes.push(...(await describeFailures(context, stage, end)));
    },
  });
  progress.close();
  printChart(job, recorder, { runs: done, failed });
  await stdout.drained();
  if (done < times) tell(context, say.fewerRuns(done, times));
  if (failed > 0) tell(context, say.someFailed(failed, done));
  for (const note of notes) tell(context, note);
  return failed > 0 ? 1 : 0;
}
