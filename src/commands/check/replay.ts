// `check --replay`: a check that fails, once more and slowly, its rows as they come; with `--inspect` in a debugger.
import path from 'node:path';
import { replayCheck } from '../../play/check-replay.ts';
import { createCheckView, renderAside, renderCheck } from '../../play/check-rows.ts';
import {
  examineLesson,
  exitCodeOf,
  keepVerdicts,
  type LessonOutcome,
  loadCheckSet,
  noteFirstHints,
} from '../../play/examination.ts';
import { openInterrupts } from '../../play/interrupts.ts';
import { openLearnersWorkspace } from '../../play/learners-workspace.ts';
import {
  type OutcomeLayout,
  renderHint,
  renderOutcome,
  renderStory,
  renderVerdict,
} from '../../play/outcome-lines.ts';
import { openProgressLine } from '../../play/progress-line.ts';
import { openRowWriter } from '../../play/row-writer.ts';
import { createJson, stringify } from '../../screen/json.ts';
import type { TraceEvent } from '../../stage/trace/trace.ts';
import { type Failure, misuse } from '../../text/failure.ts';
import { checkMessages } from '../../text/messages/check.ts';
import { traceMessages } from '../../text/messages/trace.ts';
import type { Context } from '../context.ts';
import type { Options } from '../options.ts';
import { layOutOutcomes, toJson } from './reports.ts';
import { findSubjects, type Subject } from './subjects.ts';

/** Replays the check in `--replay`; resolves to 0 where it passes, 1 where it fails, 3 where it is inconclusive. */
export async function replay(
  context: Context,
  options: Options,
  operands: readonly string[],
): Promise<number> {
  const { stdout, stderr, language } = context;
  const { replay: id = '', json: isJson = false } = options;
  const say = checkMessages[language];
  const [subject] = findSubjects(context, options, operands).subjects as [Subject];
  const set = await loadCheckSet(subject.folder);
  const ids = Object.keys(set?.checks ?? {});
  if (!set || !ids.includes(id)) throw describeUnknown(id, ids);
  const layout = layOutOutcomes(context, options);
  const interrupts = openInterrupts(() => {});
  const { signal } = interrupts;
  const stop = () => {
    interrupts.close();
    stderr.print(say.stopped);
    return interrupts.exitCode ?? 1;
  };

  // At full speed first: only then it is known which phase fails.
  const progress = openProgressLine(stderr, !isJson);
  progress.show(say.checkingNow);
  const [first] = await examineLesson(subject, { only: [id], signal });
  progress.clear();
  if (signal.aborted || !first) return stop();
  const workspace = openLearnersWorkspace(context);
  keepVerdicts(workspace, [first]);
  noteFirstHints(workspace, [first]);
  if (!first.trace) {
    if (isJson) stdout.print(stringify(toJson(first, context, false)));
    else stdout.print(...renderOutcome(first, null, layout));
    if (first.verdict === 'pass') stderr.print(say.passesNow(id));
    return exitCodeOf([first]);
  }

  const rows = openRows(context, options, first);
  const outcome = await replayCheck(set, subject, {
    first,
    signal,
    onRetry: rows.restart,
    onBegin: rows.begin,
    onEvent: rows.take,
    onDebugger: options.inspect ? openDebuggerNotes(context) : undefined,
  });
  await rows.drained();
  if (signal.aborted) return stop();
  interrupts.close();
  if (isJson) stdout.print(stringify(toJson(outcome, context, true)));
  else stdout.print(...renderEnd(outcome, layout, rows.hasVerdict()));
  if (outcome.verdict === 'pass') stderr.print(say.passedSlowly(id));
  return exitCodeOf([first]);
}

/** Prints the rows as they come. */
function openRows(context: Context, options: Options, { trace }: LessonOutcome) {
  const { stdout, stderr, language } = context;
  const layout = layOutOutcomes(context, options);
  const open = () => {
    const view = options.json ? createJson() : createCheckView(trace?.events ?? [], layout);
    stdout.print(...view.heading());
    return openRowWriter(view, stdout, () => {});
  };
  let writer = open();
  let hasVerdict = false;
  return {
    hasVerdict: () => hasVerdict,
    drained: () => writer.drained(),
    begin(earlier: number) {
      if (earlier === 0 || options.json) return;
      stdout.print(...renderAside(traceMessages[language].earlier(earlier), layout));
    },
    take(event: TraceEvent) {
      hasVerdict ||= event.kind === 'verdict';
      writer.add(event);
    },
    restart(reason: 'undecided' | 'timed') {
      void writer.drained();
      const say = checkMessages[language];
      stderr.print(reason === 'timed' ? say.timed : say.onceMore);
      hasVerdict = false;
      writer = open();
    },
  };
}

/** What stands below the rows; they themselves, where the check failed before the phase that was to be seen. */
function renderEnd(outcome: LessonOutcome, layout: OutcomeLayout, hasRows: boolean): string[] {
  const { trace } = outcome;
  return [
    ...(trace && !hasRows ? renderCheck(trace, layout) : []),
    '',
    ...renderVerdict(outcome, layout),
    '',
    ...renderStory(outcome, layout),
    ...renderHint(outcome, 0, layout),
  ];
}

/** Tells where a program waits for its debugger; how to attach one, the first time. */
function openDebuggerNotes({ stderr, language, cwd }: Context) {
  const say = checkMessages[language];
  let isTold = false;
  return (file: string, address: string) => {
    stderr.print(say.waitsForDebugger(path.relative(cwd, file), address));
    if (!isTold) stderr.print(say.howToDebug);
    isTold = true;
  };
}

function describeUnknown(id: string, ids: readonly string[]): Failure {
  return misuse(checkMessages, (say) => say.noCheck(id, ids));
}
