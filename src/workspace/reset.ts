// Resets lessons: the learner's changes move into a dated backup, then the starting code is restored.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../text/failure.ts';
import { tell } from './fs-errors.ts';
import { rejectFolderObstacle } from './prepare.ts';
import type { ShippedFile } from './shipped.ts';
import { withStaging } from './staging.ts';
import { findDatedPath, lookAt } from './standing-file.ts';

/** What a reset did; names are relative to the lesson's folder (to `my-lessons` for several), sorted. */
export interface Reset {
  /** The backup folder, absolute; null where nothing differed from the shipped code. */
  backup: string | null;
  /** What was moved into the backup. */
  moved: string[];
  /** What was restored: the moved ones, and those that were missing. */
  restored: string[];
}

/** What is to be reset. */
export interface ResetOptions {
  /** The `my-lessons` folder. */
  root: string;
  /** The folder that names are relative to: a lesson's, or `root`. */
  base: string;
  /** The last part of the backup's name. */
  label: string;
  /** What the course ships, with names relative to `base`. */
  shipped: readonly ShippedFile[];
}

/**
 * Restores the shipped files, after moving whatever stands in their place into a backup. Files of other
 * names, which the learner added, stay where they are. The workspace's lock must be held.
 * Throws the file system's errors, after putting back what it moved; or a Failure that names the backup.
 */
export function resetFiles(options: ResetOptions): Reset {
  const { root, base, shipped } = options;
  if (base !== root) rejectFolderObstacle(base);
  const moved = new Set<string>();
  const changed = shipped.filter(({ name, hash }) => {
    const own = lookAt(base, name);
    if (own.kind === 'file' && own.hash === hash) return false;
    if (own.kind === 'file') moved.add(name);
    // May be the parent of several files.
    if (own.kind === 'obstacle') moved.add(path.relative(base, own.path));
    return true;
  });
  return withStaging(root, (staging) => {
    const files = changed.map(({ name, content }) => staging.add(path.join(base, name), content));
    const backup = moved.size === 0 ? null : moveToBackup(options, moved);
    try {
      // If the learner's editor was quicker, its file stays: place() replaces nothing.
      for (const file of files) file.place();
    } catch (cause) {
      if (backup === null) throw cause;
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new Failure(
        tell((say) => say.halfReset(backup, message)),
        1,
        { cause },
      );
    }
    return { backup, moved: [...moved], restored: changed.map(({ name }) => name) };
  });
}

/** Moves files into a new backup folder and returns it; moves all back where one can't be moved. */
function moveToBackup({ root, base, label }: ResetOptions, names: Iterable<string>): string {
  const backups = path.join(root, '.backup');
  mkdirSync(backups, { recursive: true });
  const backup = findDatedPath((date, suffix) => path.join(backups, `${date}-${label}${suffix}`));
  mkdirSync(backup);
  const done: string[] = [];
  try {
    for (const name of names) {
      mkdirSync(path.dirname(path.join(backup, name)), { recursive: true });
      renameSync(path.join(base, name), path.join(backup, name));
      done.push(name);
    }
  } catch (error) {
    const free = done.filter((name) => !existsSync(path.join(base, name)));
    for (const name of free) renameSync(path.join(backup, name), path.join(base, name));
    if (free.length === done.length) rmSync(backup, { recursive: true });
    throw error;
  }
  return backup;
}
