// The examiner: runs checks and shows hints and the solution, in the middle of a lesson.
import type { Lesson } from '../course/block.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { checkMessages } from '../text/messages/check.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Layout, wrapLine } from './blocks.ts';
import type { Page } from './page.ts';

/** Examines the learner's copy for the tour; one thing at a time, a later request ends the earlier one. */
export interface Examiner {
  /** Runs the checks and prints what they found. */
  check(): Promise<void>;
  /** Prints the next hint. */
  hint(): Promise<void>;
  /** Prints the difference to a solution; asks first while a check fails. */
  solution(): Promise<void>;
  /** Ends what runs, and what waits to begin; its result is not printed. */
  stop(): Promise<void>;
  /** The same, and nothing begins any more. */
  close(): Promise<void>;
  /** The same, and says that there will be no result. */
  callOff(): Promise<void>;
  /** What the last line shows while something runs, or null. */
  readonly status: string | null;
}

/** What an examiner needs. */
export interface ExaminerOptions {
  lesson: Lesson;
  workspace: Workspace;
  /** The learner's copy, absolute. */
  directory: string;
  /** Whether spares are kept for the programs of checks. */
  hasSpares: boolean;
  terminal: Terminal;
  page: Page;
  getLayout(): Layout;
  /** The ids of the checks of the current step, where it is the learner's turn. */
  getChecks(): readonly string[] | undefined;
  /** The files of the programs that failed in the run that is shown. */
  getFailed(): readonly string[];
  /** Called when the status has changed. */
  onChange(): void;
}

// The code that examines is loaded with the first request: it is a quarter of all that the tour loads, and the first
// screen doesn't wait for it.

/** Opens an examiner for a lesson. */
export function openExaminer(options: ExaminerOptions): Examiner {
  const { lesson, workspace, directory, terminal, page, getLayout, getChecks, onChange } = options;
  const { folder } = lesson;
  let status: string | null = null;
  let current: { abort: AbortController; ended: Promise<void> } | null = null;
  /** Counts what was asked for: of several things that wait, only the latest begins. */
  let requests = 0;
  let isClosed = false;

  function setStatus(text: string | null): void {
    status = text;
    onChange();
  }

  async function stop(): Promise<void> {
    requests += 1;
    await end();
  }

  async function end(): Promise<void> {
    current?.abort.abort();
    if (status !== null) setStatus(null);
    await current?.ended;
  }

  async function callOff(): Promise<void> {
    const { style, language } = getLayout();
    if (status !== null) page.print(style.dim(checkMessages[language].calledOff));
    await stop();
  }

  /** Ends what runs, then does a piece of work that a later request may end. */
  async function begin(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    requests += 1;
    const mine = requests;
    await end();
    if (mine !== requests || isClosed) return;
    const abort = new AbortController();
    setStatus(checkMessages[getLayout().language].checkingNow);
    const begun = Promise.resolve().then(() => work(abort.signal));
    const ended = begun.finally(() => {
      if (current?.abort !== abort) return;
      current = null;
      setStatus(null);
    });
    current = { abort, ended };
    await ended;
  }

  async function check(signal: AbortSignal): Promise<void> {
    const { examineLesson, keepVerdicts, nameHints, noteFirstHints } = await import(
      '../play/examination.ts'
    );
    const { renderOutcome } = await import('../play/outcome-lines.ts');
    if (signal.aborted) return;
    const only = getChecks();
    const outcomes = await examineLesson(
      { folder, directory },
      {
        ...(only && { only }),
        signal,
        hasSpares: options.hasSpares,
        onCheck: (id, index, count) => {
          if (signal.aborted) return;
          const say = checkMessages[getLayout().language];
          setStatus(say.checking(folder, id, index + 1, count));
        },
      },
    );
    if (signal.aborted) return;
    const notKept = keepVerdicts(workspace, outcomes);
    const layout = getLayout();
    const say = checkMessages[layout.language];
    const shown = workspace.readProgress().lessons[folder]?.hints;
    page.print('');
    for (const outcome of outcomes) {
      const level = shown?.[nameHints(outcome)] ?? 1;
      page.print(...renderOutcome(outcome, level - 1, layout));
    }
    noteFirstHints(workspace, outcomes);
    if (outcomes.length === 0) page.print(say.nothingToCheck(folder));
    else if (outcomes.every(({ verdict }) => verdict === 'pass')) {
      page.print(layout.style.bold(layout.style.green(say.allPass)));
      const failed = options.getFailed().join(', ');
      if (failed !== '') page.print(...wrapLine(say.runFailed(failed), layout));
    }
    if (notKept) page.print(...notKept[layout.language].split('\n'));
    page.print('');
  }

  async function showSolution(signal: AbortSignal): Promise<void> {
    // From here on the checks may ask a question; meanwhile the keys must not do anything else.
    const announcement = terminal.announce(() => void callOff());
    try {
      const { hasPassed, renderSolution } = await import('../play/solution-patch.ts');
      if (signal.aborted) return;
      const isOpen = await hasPassed({ lesson, workspace, directory }, signal);
      if (signal.aborted) return;
      const say = checkMessages[getLayout().language];
      const options = { announcement, signal };
      if (!isOpen && !(await terminal.confirm(say.solutionAsk, false, options))) return;
      page.print('', ...renderSolution({ lesson, directory }, getLayout()));
    } finally {
      announcement.withdraw();
    }
  }

  return {
    get status() {
      return status;
    },
    stop,
    close() {
      isClosed = true;
      return stop();
    },
    callOff,
    check: () => begin(check),
    hint: () =>
      begin(async (signal) => {
        const { findHint } = await import('../play/next-hint.ts');
        if (signal.aborted) return;
        const copy = { lesson, workspace, directory };
        const lines = await findHint(copy, getLayout(), signal, getChecks());
        if (!signal.aborted) page.print('', ...lines);
      }),
    solution: () => begin(showSolution),
  };
}
