// What is in the learner's folder where a file of a lesson belongs.
import { lstatSync, readFileSync, type Stats } from 'node:fs';
import path from 'node:path';
import type { StandingObstacle } from '../text/messages/workspace.ts';
import { hashOf } from './hash.ts';

/** What is at a path. */
export type StandingFile =
  | { kind: 'missing' }
  | { kind: 'file'; hash: string }
  /** Something that is no file, or, on the way to the path, no folder. */
  | { kind: 'obstacle'; obstacle: StandingObstacle; path: string };

/**
 * Looks at `name` (with slashes) in the folder `base`. Links are not followed: what they lead to may not be
 * the learner's to replace. Throws the file system's errors.
 */
export function lookAt(base: string, name: string): StandingFile {
  let place = base;
  for (const part of path.dirname(name).split('/')) {
    place = path.join(place, part);
    const found = lookAtFolder(place);
    if (found) return found;
  }
  const file = path.join(base, name);
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (!stats) return { kind: 'missing' };
  if (!stats.isFile()) return { kind: 'obstacle', obstacle: nameObstacle(stats), path: file };
  return { kind: 'file', hash: hashOf(readFileSync(file)) };
}

/** What is where a folder belongs; null where it is a folder. */
export function lookAtFolder(folder: string): Exclude<StandingFile, { kind: 'file' }> | null {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (!stats) return { kind: 'missing' };
  if (stats.isDirectory()) return null;
  return { kind: 'obstacle', obstacle: nameObstacle(stats), path: folder };
}

function nameObstacle(stats: Stats): StandingObstacle {
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isDirectory()) return 'folder';
  return stats.isFile() ? 'file' : 'other';
}
