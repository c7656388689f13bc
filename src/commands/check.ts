// The command `check`: the checks of a lesson, or of all, against the learner's copy or the hand-ins of a class.
import { availableParallelism } from 'node:os';
import { findLack } from '../check/machine.ts';
import { findLessons } from '../course/folders.ts';
import {
  examineLesson,
  exitCodeOf,
  keepVerdicts,
  type LessonOutcome,
  noteFirstHints,
} from '../play/examination.ts';
import { examineHandIn } from '../play/hand-in.ts';
import { workInOrder } from '../play/in-order.ts';
import { openInterrupts } from '../play/interrupts.ts';
import { openLearnersWorkspace } from '../play/learners-workspace.ts';
import { openProgressLine } from '../play/progress-line.ts';
import type { Bilingual } from '../text/language.ts';
import { checkMessages } from '../text/messages/check.ts';
import { requireFitting } from './check/fitting.ts';
import { openReport, type Report } from './check/reports.ts';
import { openSaving, type Saving } from './check/saving.ts';
import { findSubjects, type Subject } from './check/subjects.ts';
import type { Context, Run } from './context.ts';
import type { Options } from './options.ts';

/** How many lessons are checked side by side: a check often waits, and then another has the processor. */
const SIDE_BY_SIDE = availableParallelism() + 1;

/** The exit code where nothing was decided. */
const INCONCLUSIVE = 3;

/** What became of a lesson: its outcomes, or what the machine lacked before there were any. */
type Result = { outcomes: LessonOutcome[] } | { lack: Bilingual };

/** Checks; resolves to 0 when all pass, 1 when some fail, 3 when some are inconclusive and none fails. */
export const run: Run = async (context, options, operands) => {
  requireFitting(options, operands);
  if (options.replay !== undefined) {
    const { replay } = await import('./check/replay.ts');
    return replay(context, options, operands);
  }
  const { stderr, language } = context;
  const say = checkMessages[language];
  const { subjects, empty } = findSubjects(context, options, operands);
  for (const name of empty) stderr.print(say.nothingHandedIn(name));
  const interrupts = openInterrupts(() => {});
  const progress = openProgress(context, options, subjects.length);
  const report = openReport(context, options);
  const ledger = openLedger(context, report, openSaving(context, options));
  try {
    await workInOrder(subjects, {
      atATime: SIDE_BY_SIDE,
      work: openExaminer(context, options, progress, interrupts.signal),
      isOwedToOthers: (result) =>
        'lack' in result || result.outcomes.some(({ verdict }) => verdict === 'inconclusive'),
      tell(subject, result) {
        progress.clear();
        ledger.enter(subject, result);
      },
    });
  } finally {
    progress.clear();
    interrupts.close();
    report.close(!interrupts.signal.aborted);
  }
  if (interrupts.signal.aborted) {
    stderr.print(say.stopped);
    return interrupts.exitCode ?? 1;
  }
  ledger.close();
  return exitCodeOf(ledger.all) || (ledger.isLacking || empty.length > 0 ? INCONCLUSIVE : 0);
};

/** The line that shows which check runs, and with several lessons how many are done. */
function openProgress({ stdout, stderr, language }: Context, options: Options, count: number) {
  // Where both are one terminal, only people read it.
  const isForPeople = !(options.json || options.junit) || !stdout.isTerminal;
  const line = openProgressLine(stderr, isForPeople);
  const say = checkMessages[language];
  let done = 0;
  return {
    clear: () => line.clear(),
    show({ folder, owner }: Subject, id: string, index: number, checks: number) {
      const name = owner && count > 1 ? say.named(owner.name, folder) : folder;
      const what = say.checking(name, id, index + 1, checks);
      line.show(count > 1 ? say.doneOf(done, count, what) : what);
    },
    countDone() {
      done += 1;
    },
  };
}

type Progress = ReturnType<typeof openProgress>;

/** Examines a lesson; undefined where that was called off before there was a verdict. */
function openExaminer(context: Context, options: Options, progress: Progress, signal: AbortSignal) {
  const lessons = findLessons(context.lessonsRoot);
  return async (subject: Subject): Promise<Result | undefined> => {
    if (signal.aborted) return undefined;
    const onCheck = (id: string, index: number, count: number) =>
      progress.show(subject, id, index, count);
    const how = { signal, hasSpares: options.spares ?? true, onCheck };
    const { owner } = subject;
    try {
      const outcomes = owner
        ? await examineHandIn({ ...subject, root: owner.root, lessons }, how)
        : await examineLesson(subject, how);
      progress.countDone();
      // A check stopped before its first verdict differs from having nothing to check.
      return signal.aborted && outcomes.length === 0 ? undefined : { outcomes };
    } catch (error) {
      const lack = findLack(error);
      if (lack === null) throw error;
      return { lack };
    }
  };
}

/** Tells the results, and keeps those of the learner's own copy. */
function openLedger(context: Context, report: Report, saving: Saving | null) {
  const { stderr, language } = context;
  const all: LessonOutcome[] = [];
  let isLacking = false;
  let notKept: Bilingual | null = null;
  return {
    all,
    get isLacking() {
      return isLacking;
    },
    enter(subject: Subject, result: Result) {
      if ('lack' in result) {
        isLacking = true;
        stderr.print(`${subject.folder}: ${result.lack[language]}`);
        return;
      }
      const { outcomes } = result;
      report.tell(subject, outcomes);
      all.push(...outcomes);
      if (subject.owner) return;
      const workspace = openLearnersWorkspace(context);
      notKept ??= keepVerdicts(workspace, outcomes);
      noteFirstHints(workspace, outcomes);
    },
    close() {
      saving?.write(all);
      if (notKept) stderr.print(...notKept[language].split('\n'));
    },
  };
}
