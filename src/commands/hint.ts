// The command `hint`: the next hint for the first check that fails; again for a stronger one.

import { examineLesson, keep, keepVerdicts, nameHints } from '../play/examination.ts';
import { openInterrupts } from '../play/interrupts.ts';
import { type LessonCopy, openLessonCopy } from '../play/lesson-copy.ts';
import { type OutcomeLayout, renderHint, renderVerdict } from '../play/outcome-lines.ts';
import { createStyle } from '../screen/style.ts';
import { checkMessages } from '../text/messages/check.ts';
import { lessonProgress } from '../workspace/progress.ts';
import type { Context } from './context.ts';
import type { Options } from './options.ts';

/** Checks the learner's copy and prints a hint; resolves to 0. */
export async function run(
  context: Context,
  _options: Options,
  [name]: readonly string[],
): Promise<number> {
  const { stdout, stderr, language, hasColour, hasLinks } = context;
  const copy = openLessonCopy(context, name);
  stderr.print(...copy.notes);
  const style = createStyle({ colour: hasColour, links: hasLinks });
  const interrupts = openInterrupts(() => {});
  const lines = await findHint(
    copy,
    { columns: stdout.columns, style, language },
    interrupts.signal,
  );
  interrupts.close();
  stdout.print(...lines);
  return interrupts.exitCode ?? 0;
}

/** The lines of the next hint for a lesson's checks, or for those in `only`; the progress notes that it was shown. */
export async function findHint(
  { lesson, workspace, directory }: Pick<LessonCopy, 'lesson' | 'workspace' | 'directory'>,
  layout: OutcomeLayout,
  signal: AbortSignal,
  only?: readonly string[],
): Promise<string[]> {
  const { folder } = lesson;
  const outcomes = await examineLesson({ folder, directory }, { signal, ...(only && { only }) });
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
    ...renderHint(failed, shown, layout),
    ...(notKept ? ['', ...notKept[layout.language].split('\n')] : []),
  ];
}
