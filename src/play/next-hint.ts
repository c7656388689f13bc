// The next hint for what does not pass yet: each one stronger than the last.
import { checkMessages } from '../text/messages/check.ts';
import { lessonProgress } from '../workspace/progress.ts';
import { examineLesson, keep, keepVerdicts, type LessonOutcome, nameHints } from './examination.ts';
import type { LessonCopy } from './lesson-copy.ts';
import { type OutcomeLayout, renderHelp, renderVerdict } from './outcome-lines.ts';

/** What a hint is asked for. */
export interface HintRequest {
  signal: AbortSignal;
  /** The ids of the checks that it is about; all of the lesson where there are none. */
  only?: readonly string[] | undefined;
  /** What they found, where the code hasn't changed since. */
  known?: readonly LessonOutcome[] | undefined;
}

/** The next hint, as lines, and what the checks found. */
export interface NextHint {
  lines: string[];
  outcomes: readonly LessonOutcome[];
}

/** The next hint for a lesson's checks; the progress records that it was shown. */
export async function findHint(
  { lesson, workspace, directory }: Pick<LessonCopy, 'lesson' | 'workspace' | 'directory'>,
  layout: OutcomeLayout,
  { signal, only, known }: HintRequest,
): Promise<NextHint> {
  const { folder } = lesson;
  const outcomes = known ?? (await examineLesson({ folder, directory }, { signal, only }));
  const notKept = keepVerdicts(workspace, outcomes);
  const say = checkMessages[layout.language];
  const failed = outcomes.find(({ verdict }) => verdict === 'fail');
  if (!failed) {
    return { lines: [outcomes.length === 0 ? say.nothingToCheck(folder) : say.noHint], outcomes };
  }
  const name = nameHints(failed);
  const shown = workspace.readProgress().lessons[folder]?.hints[name] ?? 0;
  keep(workspace, (progress) => {
    const count = Math.min(shown + 1, Math.max(1, failed.hints.length));
    lessonProgress(progress, folder).hints[name] = count;
  });
  const lines = [
    ...renderVerdict(failed, layout),
    '',
    ...renderHelp(failed, shown, layout),
    ...(notKept ? ['', ...notKept[layout.language].split('\n')] : []),
  ];
  return { lines, outcomes };
}
