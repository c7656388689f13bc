// A lesson opened for the learner: its prose, and their copy of its programs.
import type { Lesson } from '../course/block.ts';
import { findLessons } from '../course/folders.ts';
import { readLesson } from '../course/lesson.ts';
import type { Language } from '../text/language.ts';
import { runMessages } from '../text/messages/run.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { findNamed, openLearnersWorkspace } from './learners-workspace.ts';

/** Where the course and the learner's folder are, and in which language to speak to the learner. */
export interface Learner {
  readonly language: Language;
  /** The course's `lessons` folder; absolute. */
  readonly lessonsRoot: string;
  /** The learner's `my-lessons` folder; absolute, made on first use. */
  readonly myLessons: string;
}

/** A lesson and the learner's copy of it. */
export interface LessonCopy {
  lesson: Lesson;
  workspace: Workspace;
  /** The copy's folder, absolute. */
  directory: string;
  /** What the learner should know: files of theirs that were kept, a progress file that was set aside. */
  notes: string[];
}

/** Opens the lesson that `name` means, the current one without a name; throws a usage Failure where none does. */
export function openLessonCopy(
  learner: Learner,
  name: string | undefined,
  workspace: Workspace = openLearnersWorkspace(learner),
): LessonCopy {
  const { language, lessonsRoot } = learner;
  const folders = findLessons(lessonsRoot);
  const folder = findNamed(name, workspace, folders);
  const lesson = readLesson(folder, language, lessonsRoot);
  const { directory, kept } = workspace.prepareLesson(folder);
  const notes = workspace.takeNotices().map((notice) => notice[language]);
  if (kept.length > 0) notes.push(runMessages[language].kept(folder, kept.join(', ')));
  return { lesson, workspace, directory, notes };
}
