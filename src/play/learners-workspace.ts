// The learner's workspace, and where they are in it; apart from the prose, which takes long to read.
import { requireLesson } from '../course/folders.ts';
import { openWorkspace, type Workspace } from '../workspace/workspace.ts';

/** The learner's workspace of this command line. */
export function openLearnersWorkspace({
  myLessons,
  lessonsRoot,
}: {
  readonly myLessons: string;
  readonly lessonsRoot: string;
}): Workspace {
  return openWorkspace({ root: myLessons, lessonsRoot });
}

/** The lesson that `name` means, the current one without a name; throws a usage Failure where none does. */
export function findNamed(
  name: string | undefined,
  workspace: Workspace,
  folders: readonly string[],
): string {
  return name === undefined ? findCurrent(workspace, folders) : requireLesson(name, folders);
}

/** The learner's current lesson: the last one they opened, else the first. */
export function findCurrent(workspace: Workspace, folders: readonly string[]): string {
  const { current } = workspace.readProgress();
  if (current !== null && folders.includes(current)) return current;
  return folders[0] as string;
}
