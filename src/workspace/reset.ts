// Resets lessons: the learner's changes move into a dated backup, then the starting code is restored.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../text/failure.ts';
import { findFreePath, nameByDate } from './dated-names.ts';
import { tell } from './fs-errors.ts';
import { rejectFolderObstacle } from './prepare.ts';
import type { Progress } from './progress.ts';
import type { ShippedFile } from './shipped.ts';
import { withStaging } from './staging.ts';
import { lookAt } from './standing-file.ts';

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
  /** By name: what the course ships. */
  shipped: ReadonlyMap<string, ShippedFile>;
  /** The time in the backup's name. */
  now: Date;
}

/**
 * Restores the shipped files, after moving whatever stands in their place into a backup. Files of other
 * names, which the learner added, stay where they are. The workspace's lock must be held.
 * Throws the file system's errors, after putting back what it moved; or a Failure that names the backup.
 */
export function resetFiles(options: ResetOptions): Reset {
  const { root, base, shipped } = options;
  const { moved, restored } = planReset(options);
  return withStaging(root, (staging) => {
    const files = restored.map((name) =>
      staging.add(path.join(base, name), shipped.get(name)?.content ?? ''),
    );
    const backup = moved.length === 0 ? null : moveToBackup(options, moved);
    try {
      // If the learner's editor was quicker, its file stays: place() replaces nothing.
      for (const file of files) file.place();
    } catch (error) {
      throw backup === null ? error : halfReset(backup, error);
    }
    return { backup, moved, restored };
  });
}

/** Records in the progress that a lesson's files come from what is shipped now. */
export function noteOrigins(
  folder: string,
  shipped: readonly ShippedFile[],
  progress: Progress,
): void {
  for (const { name, hash } of shipped) progress.files[`${folder}/${name}`] = hash;
}

function planReset({ root, base, shipped }: ResetOptions): Pick<Reset, 'moved' | 'restored'> {
  if (base !== root) rejectFolderObstacle(base);
  const moved = new Set<string>();
  const restored: string[] = [];
  for (const [name, { hash }] of shipped) {
    const own = lookAt(base, name);
    if (own.kind === 'file' && own.hash === hash) continue;
    restored.push(name);
    if (own.kind === 'file') moved.add(name);
    // May be the parent of several files.
    if (own.kind === 'obstacle') moved.add(path.relative(base, own.path));
  }
  return { moved: [...moved], restored };
}

/** Moves files into a new backup folder and returns it; moves all back where one can't be moved. */
function moveToBackup({ root, base, label, now }: ResetOptions, names: string[]): string {
  const backups = path.join(root, '.backup');
  mkdirSync(backups, { recursive: true });
  const backup = findFreePath((suffix) =>
    path.join(backups, `${nameByDate(now)}-${label}${suffix}`),
  );
  mkdirSync(backup);
  const done: string[] = [];
  try {
    for (const name of names) {
      mkdirSync(path.dirname(path.join(backup, name)), { recursive: true });
      renameSync(path.join(base, name), path.join(backup, name));
      done.push(name);
    }
  } catch (error) {
    moveBack(base, backup, done);
    throw error;
  }
  return backup;
}

function moveBack(base: string, backup: string, names: string[]): void {
  const stayed = names.filter((name) => existsSync(path.join(base, name)));
  for (const name of names) {
    if (!stayed.includes(name)) renameSync(path.join(backup, name), path.join(base, name));
  }
  if (stayed.length === 0) rmSync(backup, { recursive: true });
}

function halfReset(backup: string, error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return new Failure(
    tell((messages) => messages.halfReset(backup, message)),
    1,
    { cause: error },
  );
}
