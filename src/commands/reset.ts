// The command `reset`: restores the starting code, after moving the learner's files into a backup.
import { findLessons } from '../course/folders.ts';
import { requireLesson } from '../course/lesson-names.ts';
import { findCurrent } from '../play/lesson-copy.ts';
import { resetMessages } from '../text/messages/reset.ts';
import type { Reset } from '../workspace/reset.ts';
import { openWorkspace } from '../workspace/workspace.ts';
import type { Context } from './context.ts';
import { type Options, usage } from './options.ts';

/** Resets the named lesson, the current one, or with `all` every lesson; resolves to 0. Throws a Failure. */
export async function run(
  context: Context,
  options: Options,
  [name]: readonly string[],
): Promise<number> {
  const { stdout, stderr, language, lessonsRoot, myLessons } = context;
  if (options.all && name !== undefined) throw usage((say) => say.allOrOne(name));
  const workspace = openWorkspace({ root: myLessons, lessonsRoot });
  const folders = findLessons(lessonsRoot);
  if (options.all) {
    stdout.print(...tell(workspace.resetAll(), null, context));
  } else {
    const folder =
      name === undefined ? findCurrent(workspace, folders) : requireLesson(name, folders);
    stdout.print(...tell(workspace.resetLesson(folder), folder, context));
  }
  stderr.print(...workspace.takeNotices().map((notice) => notice[language]));
  return 0;
}

function tell({ backup, restored }: Reset, folder: string | null, { language }: Context): string[] {
  const say = resetMessages[language];
  if (restored.length === 0) return [say.nothing(folder)];
  const lines = [say.restored(folder, restored)];
  return backup === null ? lines : [...lines, say.backup(backup)];
}
