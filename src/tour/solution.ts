// The solution on request: the difference to the learner's code; asked about first, while a check fails.
import type { LessonCopy } from '../play/lesson-copy.ts';
import { checkMessages } from '../text/messages/check.ts';
import { walkMessages } from '../text/messages/walk.ts';
import type { OpenLesson } from './tour-context.ts';

/** What showing a solution needs. */
export interface SolutionOptions extends Pick<OpenLesson, 'text' | 'terminal' | 'page'> {
  /** The ids of the turn's checks, where it is the learner's turn. */
  checks: readonly string[] | undefined;
  signal: AbortSignal;
  /** Ends it, when the learner presses a key that leads elsewhere. */
  callOff(): void;
}

/** Prints the difference to a solution. */
export async function showSolution(
  copy: Pick<LessonCopy, 'lesson' | 'workspace' | 'directory'>,
  { text, terminal, page, checks, signal, callOff }: SolutionOptions,
): Promise<void> {
  // From here on the checks may ask a question; meanwhile the keys must not do anything else.
  const announcement = terminal.announce(callOff);
  try {
    const { hasPassed, renderSolution } = await import('../play/solution-patch.ts');
    if (signal.aborted) return;
    const isOpen = await hasPassed(copy, { signal, only: checks });
    if (signal.aborted) return;
    const { solutionAsk } = checkMessages[text.language];
    const answers = walkMessages[text.language].answers();
    const how = { answers, announcement, signal };
    if (!isOpen && !(await terminal.confirm(solutionAsk, false, how))) return;
    page.print('', ...renderSolution(copy, text.layout, checks));
  } finally {
    announcement.withdraw();
  }
}
