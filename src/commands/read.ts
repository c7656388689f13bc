// The command `read`: the prose of a lesson, all of it, without running anything.
import { findLessons } from '../course/folders.ts';
import { readLesson } from '../course/lesson.ts';
import { renderForReading, renderOpening, renderTitle } from '../play/blocks.ts';
import { findNamed, openLearnersWorkspace } from '../play/learners-workspace.ts';
import type { Run } from './context.ts';

/** Prints the named lesson, or the current one; resolves to 0. Throws a usage Failure where there is none. */
export const run: Run = async (context, _options, [name]) => {
  const { stdout, stderr, language, lessonsRoot, style } = context;
  const workspace = openLearnersWorkspace(context);
  const folder = findNamed(name, workspace, findLessons(lessonsRoot));
  stderr.print(...workspace.takeNotices().map((notice) => notice[language]));
  const lesson = readLesson(folder, language, lessonsRoot);
  const layout = { columns: stdout.columns, style, language };
  const { steps } = lesson;
  stdout.print(...renderOpening(lesson, layout));
  for (const [index, step] of steps.entries()) {
    stdout.print(...renderTitle(step, index + 1, steps.length, layout));
    stdout.print(...step.blocks.flatMap((block) => renderForReading(block, layout)));
  }
  return 0;
};
