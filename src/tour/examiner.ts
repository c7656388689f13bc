// The examiner: runs checks and shows hints and the solution, in the middle of a lesson.

import { wrapLine } from '../play/blocks.ts';
import type { LessonOutcome } from '../play/examination.ts';
import type { LessonCopy } from '../play/lesson-copy.ts';
import { unlessAborted } from '../stage/deadline.ts';
import { Reserve } from '../stage/spares/reserve.ts';
import { checkMessages } from '../text/messages/check.ts';
import { showSolution } from './solution.ts';
import type { OpenLesson } from './tour-context.ts';

/** What an examiner needs. */
export interface ExaminerOptions
  extends Pick<OpenLesson, 'text' | 'workspace' | 'directory' | 'hasSpares' | 'terminal' | 'page'> {
  /** The ids of the checks of the current step, where it is the learner's turn. */
  getChecks(): readonly string[] | undefined;
  /** The files of the programs that failed in the run that is shown. */
  getFailed(): readonly string[];
  /** Called when the status has changed. */
  onChange(): void;
}

// The code that examines is loaded with the first request: it is a quarter of all that the tour loads, and the first
// screen doesn't wait for it.

/** Examines the learner's copy for the tour; one thing at a time, a later request ends the earlier one. */
export class Examiner {
  /** What the last line shows while something runs, or null. */
  status: string | null = null;
  readonly #options: ExaminerOptions;
  /** For the next examination of a turn; undefined where there are to be no spares. */
  readonly #reserve: Reserve | undefined;
  #abort: AbortController | null = null;
  #ended: Promise<void> = Promise.resolve();
  /** Counts what was asked for: of several things that wait, only the latest begins. */
  #requests = 0;
  #isClosed = false;
  /** What checks found in code that hasn't changed since, where one failed; and the ids of the checks. */
  #known: { outcomes: readonly LessonOutcome[]; checks: string } | null = null;
  /** The checks that failed last, and how often one of them was shown. */
  #failed: readonly LessonOutcome[] = [];
  #shown = 0;

  constructor(options: ExaminerOptions) {
    this.#options = options;
    this.#reserve = options.hasSpares ? new Reserve() : undefined;
  }

  /** Whether a check failed the last time, and what it did can be shown. */
  get hasFailed(): boolean {
    return this.#failed.length > 0;
  }

  /** Runs the checks, and prints what they found `after` something else. */
  check(after: Promise<unknown> = Promise.resolve()): Promise<void> {
    return this.#begin((signal) => this.#check(signal, after));
  }

  /** Prints the next hint. */
  hint(): Promise<void> {
    return this.#begin(async (signal) => {
      const { findHint } = await import('../play/next-hint.ts');
      if (signal.aborted) return;
      const { text, page, getChecks } = this.#options;
      const only = getChecks();
      const known = this.#known?.checks === `${only}` ? this.#known.outcomes : undefined;
      const asked = { signal, only, known };
      const { lines, outcomes } = await findHint(this.#copy, text.layout, asked);
      if (signal.aborted) return;
      if (!known) this.#keep(outcomes, only);
      page.print('', ...lines);
    });
  }

  /** Prints the difference to a solution; asks first while a check fails. */
  solution(): Promise<void> {
    return this.#begin((signal) => {
      const callOff = () => void this.callOff();
      const checks = this.#options.getChecks();
      return showSolution(this.#copy, { ...this.#options, checks, signal, callOff });
    });
  }

  /** Prints the other right programs, once the checks pass. */
  others(): Promise<void> {
    return this.#begin(async (signal) => {
      const { hasPassed } = await import('../play/solution-patch.ts');
      const { renderOthers } = await import('../play/other-ways.ts');
      if (signal.aborted) return;
      const isOpen = await hasPassed(this.#copy, { signal });
      if (signal.aborted) return;
      const { text, page } = this.#options;
      const { layout, lesson } = text;
      const { othersNot } = checkMessages[text.language];
      const lines = othersNot(lesson.number).split('\n');
      if (isOpen) page.print('', ...renderOthers(lesson, layout));
      else page.print('', ...lines.flatMap((line) => wrapLine(line, layout)), '');
    });
  }

  /** Prints what a check that failed did, row by row; the next one where several failed. */
  async show(): Promise<void> {
    const { text, page } = this.#options;
    const outcome = this.#failed[this.#shown % this.#failed.length];
    if (!outcome) {
      const { nothingToShow, notChecked } = checkMessages[text.language];
      text.tell(this.status === null ? nothingToShow : notChecked);
      return;
    }
    this.#shown += 1;
    const { renderShown } = await import('../play/check-rows.ts');
    page.print('', ...renderShown(outcome, text.layout));
  }

  /** Ends what runs, and what waits to begin; its result is not printed. What was found is of code that was. */
  async stop(): Promise<void> {
    this.#requests += 1;
    this.#known = null;
    await this.#end();
  }

  /** The same, and nothing begins any more. */
  close(): Promise<void> {
    this.#isClosed = true;
    this.leaveTurn();
    return this.stop();
  }

  /** Has spares ready for what the turn's checks started, until they are run again. */
  prepare(): void {
    if (this.#options.getChecks() && this.status === null && !this.#isClosed) this.#reserve?.fill();
  }

  /** Has no more spares for the turn's programs. */
  leaveTurn(): void {
    this.#reserve?.clear();
  }

  /** The same as `stop`, and says that there will be no result. */
  async callOff(): Promise<void> {
    const { text, page } = this.#options;
    const { calledOff } = checkMessages[text.language];
    if (this.status !== null) page.print(text.style.dim(calledOff));
    await this.stop();
  }

  get #copy(): Pick<LessonCopy, 'lesson' | 'workspace' | 'directory'> {
    const { text, workspace, directory } = this.#options;
    return { lesson: text.lesson, workspace, directory };
  }

  #setStatus(status: string | null): void {
    this.status = status;
    this.#options.onChange();
  }

  async #end(): Promise<void> {
    this.#abort?.abort();
    if (this.status !== null) this.#setStatus(null);
    await this.#ended;
  }

  /** Ends what runs, then does a piece of work that a later request may end. */
  async #begin(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#requests += 1;
    const mine = this.#requests;
    await this.#end();
    if (mine !== this.#requests || this.#isClosed) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.#setStatus(checkMessages[this.#options.text.language].checkingNow);
    const begun = Promise.resolve()
      .then(() => work(abort.signal))
      .catch((error) => this.#tellFault(error));
    const ended = begun.finally(() => {
      if (this.#abort === abort && this.status !== null) this.#setStatus(null);
    });
    this.#ended = ended;
    await ended;
  }

  /** A fault of the course, or of its checks, ends no tour. */
  #tellFault(error: unknown): void {
    const { text } = this.#options;
    if (text.tellFailure(error)) return;
    const message = error instanceof Error ? error.message : String(error);
    text.tell(checkMessages[text.language].broken(message));
  }

  async #check(signal: AbortSignal, after: Promise<unknown>): Promise<void> {
    const { examineLesson } = await import('../play/examination.ts');
    const { reportChecks } = await import('./check-report.ts');
    if (signal.aborted) return;
    this.#keep([]);
    const { text, workspace, directory, hasSpares, page, getChecks, getFailed } = this.#options;
    const { folder } = text.lesson;
    const only = getChecks();
    const onCheck = (id: string, index: number, count: number) => {
      if (signal.aborted) return;
      this.#setStatus(checkMessages[text.language].checking(folder, id, index + 1, count));
    };
    const how = { ...(only && { only }), signal, hasSpares, reserve: this.#reserve, onCheck };
    const outcomes = await examineLesson({ folder, directory }, how);
    await unlessAborted(after, signal);
    if (signal.aborted) return;
    this.#keep(outcomes, only);
    page.print(...reportChecks({ text, workspace, outcomes, failedRun: getFailed() }));
  }

  /** Keeps what checks found, for those who ask about it, until the code changes. */
  #keep(outcomes: readonly LessonOutcome[], only?: readonly string[]): void {
    this.#failed = outcomes.filter(({ trace }) => trace !== null);
    this.#shown = 0;
    this.#known = this.#failed.length > 0 ? { outcomes, checks: `${only}` } : null;
  }
}
