// The end of a lesson: what the progress records, and what the learner reads.
import type { Lesson } from '../course/block.ts';
import type { LessonCopy } from '../play/lesson-copy.ts';
import type { Language } from '../text/language.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { type LessonProgress, lessonProgress } from '../workspace/progress.ts';

/**
 * Records that a lesson was read to its end, which is done where its checks have passed, and makes the next of the
 * `folders` current. Returns the text for the learner, in the language of the progress, else in `language`.
 */
export function finishLesson(
  { lesson, workspace }: LessonCopy,
  folders: readonly string[],
  language: Language,
): string[] {
  const { number, title, folder } = lesson;
  const next = folders[folders.indexOf(folder) + 1];
  let openTurn = -1;
  const { language: chosen } = workspace.updateProgress((progress) => {
    const own = lessonProgress(progress, folder);
    own.read = true;
    openTurn = findOpenTurn(lesson, own);
    if (openTurn < 0) own.done = true;
    else own.step = openTurn;
    progress.current = next ?? folder;
  });
  const say = walkMessages[chosen ?? language];
  const end = openTurn < 0 ? say.lessonDone(number, title) : say.lessonRead(number, title);
  return next === undefined ? [end, say.tourDone] : [end];
}

/** The first step, from 0, with a turn whose checks have not all passed; -1 where there is none. */
function findOpenTurn({ steps }: Lesson, { checks: passed }: LessonProgress): number {
  return steps.findIndex(({ blocks }) =>
    blocks.some(
      (block) => block.kind === 'try' && !block.checks.every((id) => passed[id] === 'pass'),
    ),
  );
}
