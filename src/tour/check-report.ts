// What is printed once a lesson's checks have run. It is loaded with the first request.

import { wrapLine } from '../play/blocks.ts';
import {
  keepVerdicts,
  type LessonOutcome,
  nameHints,
  noteFirstHints,
} from '../play/examination.ts';
import { listToldInFull, renderOthers, renderOutcome } from '../play/outcome-lines.ts';
import { checkMessages } from '../text/messages/check.ts';
import type { OpenLesson } from './tour-context.ts';

/** What a report is made from. */
export interface CheckReport extends Pick<OpenLesson, 'text' | 'workspace'> {
  outcomes: readonly LessonOutcome[];
  /** The files of the programs that failed in the run that is shown. */
  failedRun: readonly string[];
}

/** Renders what checks found, and records it with the hints that are shown. */
export function reportChecks({ text, workspace, outcomes, failedRun }: CheckReport): string[] {
  const notKept = keepVerdicts(workspace, outcomes);
  const { layout, lesson } = text;
  const { folder } = lesson;
  const say = checkMessages[layout.language];
  const shown = workspace.readProgress().lessons[folder]?.hints;
  const told = listToldInFull(outcomes);
  const lines = [
    '',
    ...told.flatMap((each) => renderOutcome(each, (shown?.[nameHints(each)] ?? 1) - 1, layout)),
    ...renderOthers(outcomes, lesson.number, layout),
  ];
  noteFirstHints(workspace, told);
  if (outcomes.some(({ trace }) => trace !== null)) lines.push(layout.style.dim(say.showHintKey));
  if (outcomes.length === 0) lines.push(say.nothingToCheck(folder));
  else if (outcomes.every(({ verdict }) => verdict === 'pass')) {
    const asked = lesson.steps.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'try' ? block.checks : [])),
    );
    const areAll = asked.every((check) => outcomes.some(({ id }) => id === check));
    lines.push(layout.style.bold(layout.style.green(areAll ? say.allPass : say.turnPasses)));
    const failed = failedRun.join(', ');
    if (failed !== '') lines.push(...wrapLine(say.runFailed(failed), layout));
  }
  if (notKept) lines.push(...notKept[layout.language].split('\n'));
  return [...lines, ''];
}
