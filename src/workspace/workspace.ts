// The learner's workspace: their copies of the lessons, and their progress.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Bilingual } from '../text/language.ts';
import { explainFsErrors } from './fs-errors.ts';
import { withMovedWork } from './moved.ts';
import { carryOut, isEmptyPlan, type Preparation, planPreparation } from './prepare.ts';
import type { Progress } from './progress.ts';
import { openProgressFile } from './progress-file.ts';
import { type Reset, resetFiles } from './reset.ts';
import { isLesson, readShipped } from './shipped.ts';

/** The learner's folder, `my-lessons`. Every function is synchronous, and throws a Failure. */
export interface Workspace {
  /** The folder; absolute. It is made when something is first written to it. */
  readonly root: string;
  /** The learner's copy of a lesson, whether it was prepared or not; absolute. */
  directoryOf(folder: string): string;
  /**
   * Gives the learner their copy of a lesson: missing files are added (also those the learner deleted:
   * nothing is lost by that), untouched ones are brought up to date, the learner's own are left alone.
   */
  prepareLesson(folder: string): Preparation;
  /**
   * Puts a lesson's starting code back, after moving what the learner made of it into
   * `.backup/<time>-<folder>`. Only the files that the course ships are reset: others that the learner
   * added stay. The progress of the lesson stays as it is, except for where its files come from.
   */
  resetLesson(folder: string): Reset;
  /** The same for every lesson the learner has a copy of, with one backup: `.backup/<time>-all`. */
  resetAll(): Reset;
  /** The progress now; that of a beginner where there is none. A broken one is set aside, with a notice. */
  readProgress(): Progress;
  /** Changes the progress while no other tour can; returns the new one. `change` is synchronous. */
  updateProgress(change: (progress: Progress) => void): Progress;
  /** What the learner should know since the last call, such as that broken progress was set aside. */
  takeNotices(): Bilingual[];
}

/** Where a workspace and its course are; both absolute. */
export interface WorkspaceOptions {
  /** The learner's folder, `…/my-lessons`. */
  root: string;
  /** The course's folder, `…/lessons`. */
  lessonsRoot: string;
}

/** Opens the learner's workspace; touches nothing yet. */
export function openWorkspace({ root, lessonsRoot }: WorkspaceOptions): Workspace {
  const file = openProgressFile(root);

  function prepareLesson(folder: string): Preparation {
    const before = file.read();
    const shipped = withMovedWork(root, folder, readShipped(lessonsRoot, folder), before);
    // Most times there is nothing to do: then no lock is taken, and a folder may be read-only.
    let plan = planPreparation(root, folder, shipped, before);
    if (!isEmptyPlan(plan)) {
      try {
        file.update((progress) => {
          plan = planPreparation(root, folder, shipped, progress);
          carryOut(root, folder, plan, shipped, progress);
        });
      } catch (error) {
        // If all files are there, only the record of their origin is lost.
        if (plan.added.length + plan.replaced.length > 0) throw error;
      }
    }
    const { origins: _, ...done } = plan;
    return done;
  }

  /** Resets lessons, whose files are named relative to `base` in the backup. */
  function reset(base: string, label: string, folders: readonly string[]): Reset {
    const shipped = folders.flatMap((folder) =>
      readShipped(lessonsRoot, folder).map((file) => ({ ...file, folder })),
    );
    const named = shipped.map((file) => {
      const place = path.relative(base, path.join(root, file.folder, file.name));
      return { ...file, name: place.replaceAll('\\', '/') };
    });
    let result: Reset = { backup: null, moved: [], restored: [] };
    file.update((progress) => {
      result = resetFiles({ root, base, label, shipped: named });
      for (const { folder, name, hash } of shipped) progress.files[`${folder}/${name}`] = hash;
    });
    return result;
  }

  /** The lessons of the course that the learner has a copy of. */
  function listOwnLessons(): string[] {
    if (!existsSync(root)) return [];
    return readdirSync(root).filter((folder) => isLesson(lessonsRoot, folder));
  }

  return {
    root,
    directoryOf: (folder) => path.join(root, folder),
    prepareLesson: (folder) => explainFsErrors(root, () => prepareLesson(folder)),
    resetLesson: (folder) =>
      explainFsErrors(root, () => reset(path.join(root, folder), folder, [folder])),
    resetAll: () => explainFsErrors(root, () => reset(root, 'all', listOwnLessons())),
    readProgress: file.read,
    updateProgress: file.update,
    takeNotices: file.takeNotices,
  };
}
