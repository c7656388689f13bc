// What is on the disk at a path: its content, its hash, or what stands in a file's place.
import { accessSync, lstatSync, readFileSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import type { StandingObstacle } from '../text/messages/workspace.ts';

/** What is at a path. */
export type StandingFile =
  | { kind: 'missing' }
  | { kind: 'file'; hash: string }
  /** Something that is no file, or, on the way to the path, no folder. */
  | { kind: 'obstacle'; obstacle: StandingObstacle; path: string };

/** The SHA-256 of a file's content, in hex; a text is hashed as its UTF-8 bytes. */
export function hashOf(content: string | Uint8Array): string {
  // Loading it takes a tenth of the time of a command that hashes nothing.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(content).digest('hex');
}

/** Whether this process may do that with a file or a folder (`constants.W_OK` and the like of `node:fs`). */
export function isAllowed(place: string, mode: number): boolean {
  try {
    accessSync(place, mode);
    return true;
  } catch {
    return false;
  }
}

/**
 * The text of a file, links followed; null where nothing exists there, empty where something exists there that
 * isn't a file: opening a pipe or a device would block. Throws the file system's other errors.
 */
export function readRegular(file: string): string | null {
  try {
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : '';
  } catch (error) {
    // Not by `throwIfNoEntry`: from Node 24 on it keeps quiet about a file in a folder's place, too.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

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
  if (stats?.isFile()) return { kind: 'file', hash: hashOf(readFileSync(file)) };
  return describe(stats, file);
}

/** What is where a folder belongs; null where it is a folder. */
export function lookAtFolder(folder: string): Exclude<StandingFile, { kind: 'file' }> | null {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  return stats?.isDirectory() ? null : describe(stats, folder);
}

function describe(stats: Stats | undefined, place: string) {
  if (!stats) return { kind: 'missing' as const };
  const plain = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
  const obstacle: StandingObstacle = stats.isSymbolicLink() ? 'link' : plain;
  return { kind: 'obstacle' as const, obstacle, path: place };
}

/**
 * The first path at which nothing exists, with the local time in its name: `nameOf('2026-11-23T02-41-07', '')`, then
 * with `-2`, `-3`, … Only safe under the workspace's lock.
 */
export function findDatedPath(nameOf: (date: string, suffix: string) => string): string {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  const date = local.toISOString().slice(0, 19).replaceAll(':', '-');
  for (let count = 1; ; count++) {
    const candidate = nameOf(date, count === 1 ? '' : `-${count}`);
    // A dangling link exists too, but existsSync follows links.
    if (!lstatSync(candidate, { throwIfNoEntry: false })) return candidate;
  }
}
