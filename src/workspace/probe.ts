// Finds out whether the system reports changes in a folder.
import { once } from 'node:events';
import { type FSWatcher, mkdtempSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { WatchMode } from './watch.ts';

/** More than a lesson's files take, in bytes. */
const ROOM_BYTES = 2 ** 16;
/** Where events work they come within a few milliseconds. */
const DEADLINE_MS = 1_000;

/**
 * Whether a folder (absolute) gets events, or must be watched by polling. Makes a hidden
 * folder in it, writes 64 KiB there, and removes it; takes up to `deadline` milliseconds (1,000).
 * Rejects with the file system's error where that can't be written.
 */
export async function probeWatching(
  directory: string,
  deadline: number = DEADLINE_MS,
): Promise<WatchMode> {
  const folder = mkdtempSync(path.join(directory, '.probe-'));
  try {
    writeFileSync(path.join(folder, 'room'), Buffer.alloc(ROOM_BYTES));
    return await listen(folder, deadline);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function listen(folder: string, deadline: number): Promise<WatchMode> {
  let watcher: FSWatcher | null = null;
  try {
    watcher = watch(folder);
    const heard = once(watcher, 'change', { signal: AbortSignal.timeout(deadline) });
    writeFileSync(path.join(folder, 'probe'), '');
    await heard;
    return 'events';
  } catch {
    // No watch could be set up, or the deadline came first.
    return 'polling';
  } finally {
    watcher?.close();
  }
}
