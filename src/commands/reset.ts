// The command `reset`: restores the starting code, after moving the learner's files into a backup.
import { findLessons } from '../course/folders.ts';
import { findNamed, openLearnersWorkspace } from '../play/learners-workspace.ts';
import { resetMessages } from '../text/messages/reset.ts';
import type { Run } from './context.ts';
import { usage } from './options.ts';

/** Resets the named lesson, the current one, or with `all` every lesson; resolves to 0. Throws a Failure. */
export const run: Run = async (context, { all }, [name]) => {
  const { stdout, stderr, language, lessonsRoot } = context;
  if (all && name !== undefined) throw usage((say) => say.allOrOne(name));
  const workspace = openLearnersWorkspace(context);
  const folder = all ? null : findNamed(name, workspace, findLessons(lessonsRoot));
  const { backup, restored } =
    folder === null ? workspace.resetAll() : workspace.resetLesson(folder);
  const say = resetMessages[language];
  stdout.print(restored.length === 0 ? say.nothing(folder) : say.restored(folder, restored));
  if (backup !== null) stdout.print(say.backup(backup));
  stderr.print(...workspace.takeNotices().map((notice) => notice[language]));
  return 0;
};
