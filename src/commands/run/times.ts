// Many runs, with `--times`, and one chart of them all.
import { openChartRecorder } from '../../play/chart-recorder.ts';
import { openProgressLine } from '../../play/progress-line.ts';
import { repeatSession } from '../../play/repeat.ts';
import { describeEnd } from '../../play/run-notes.ts';
import { renderProgress } from '../../screen/progress.ts';
import { runMessages } from '../../text/messages/run.ts';
import { type Job, prepareSession, tell, UNATTENDED_MS } from './job.ts';
import { explainFailures, printChart } from './reports.ts';

/** Plays the session `--times`, and draws a chart of all runs; resolves to 1 where one of them failed. */
export async function playTimes(job: Job): Promise<number> {
  const { context, options, signals, onStage } = job;
  const { stdout, language, style } = context;
  const { times = 1 } = options;
  const say = runMessages[language];
  const recorder = openChartRecorder(options.chart ?? 'chunks');
  const progress = openProgressLine(stdout);
  const notes: string[] = [];
  const { done, failed } = await repeatSession({
    plan: await prepareSession(job),
    times,
    recorder,
    signal: AbortSignal.any(signals),
    limitMs: options.for ?? (stdout.isTerminal ? null : UNATTENDED_MS),
    onStage,
    onProgress: (count) => progress.show(renderProgress(count, times, stdout.columns - 1, style)),
    onFailure: async ({ stage, end }) => {
      notes.push(...(await describeEnd(end, stage, language)));
      notes.push(...(await explainFailures(context, stage, end)));
    },
  });
  progress.clear();
  printChart(job, recorder, { runs: done, failed });
  await stdout.drained();
  if (failed > 0) notes.unshift(say.someFailed(failed, done));
  if (done < times) notes.unshift(say.fewerRuns(done, times));
  for (const note of notes) tell(context, note);
  return failed > 0 ? 1 : 0;
}
