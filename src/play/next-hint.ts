// The next hint for what does not pass yet: each one stronger than the last.
import { checkMessages } from '../text/messages/check.ts';
import { lessonProgress } from '../workspace/progress.ts';
import { examineLesson, keep, keepVerdicts, nameHints } from './examination.ts';
import type { LessonCopy } from './lesson-copy.ts';
import { type OutcomeLayout, renderHelp, renderVerdict } from './outcome-lines.ts';

/** The lines of the next hint for a lesson's checks, or for those in `only`; the progress records that it was shown. */
export async function findHint(
  { lesson, workspace, directory }: Pick<LessonCopy, 'lesson' | 'workspace' | 'directory'>,
  layout: OutcomeLayout,
  signal: AbortSignal,
  only?: readonly string[],
): Promise<string[]> {
  const { folder } = lesson;
  const outcomes = await examineLesson({ folder, directory }, { signal, only });
  const notKept = keepVerdicts(workspace, outcomes);
  const say = checkMessages[layout.language];
  const failed = outcomes.find(({ verdict }) => verdict === 'fail');
  if (!failed) return [outcomes.length === 0 ? say.nothingToCheck(folder) : say.noHint];
  const name = nameHints(failed);
  const shown = workspace.readProgress().lessons[folder]?.hints[name] ?? 0;
  keep(workspace, (progress) => {
    const count = Math.min(shown + 1, Math.max(1, failed.hints.length));
    lessonProgress(progress, folder).hints[name] = count;
  });
  return [
    ...renderVerdict(failed, layout),
    '',
    ...renderHelp(failed, shown, layout),
    ...(notKept ? ['', ...notKept[layout.language].split('\n')] : []),
  ];
}
