// Finds out whether the system reports changes in a folder.
import { once } from 'node:events';
import { mkdtempSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { WatchMode } from './watch.ts';

/** More than a lesson's files take, in bytes. */
const ROOM_BYTES = 2 ** 16;
/** Where events work they come within a few milliseconds. */
const DEADLINE_MS = 1_000;

/**
 * Whether a folder (absolute) gets events, or must be watched by polling. Makes a hidden
 * folder in it, writes 64 KiB there, and removes it; takes up to a second.
 * Rejects with the file system's error where that can't be written.
 */
export async function probeWatching(directory: string): Promise<WatchMode> {
  const folder = mkdtempSync(path.join(directory, '.probe-'));
  try {
    writeFileSync(path.join(folder, 'room'), Buffer.alloc(ROOM_BYTES));
    // Where no watch can be set up, or the deadline comes first, there are no events.
    const mode = hearChange(folder).then(
      () => 'events' as const,
      () => 'polling' as const,
    );
    writeFileSync(path.join(folder, 'probe'), '');
    return await mode;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function hearChange(folder: string): Promise<void> {
  const watcher = watch(folder);
  try {
    await once(watcher, 'change', { signal: AbortSignal.timeout(DEADLINE_MS) });
  } finally {
    watcher.close();
  }
}
