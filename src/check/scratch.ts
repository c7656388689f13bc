// A check's own folder in the temporary one, and those that killed runners have left there.
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const NAME = 'socket-tour-check-';
const OWNED = new RegExp(`^${NAME}(\\d+)-`);

/** Those of this process that are there now, absolute. */
const made = new Set<string>();
let isWatched = false;

/**
 * Makes a folder, and removes those of runners that are gone; absolute. It goes with this process at the latest, unless
 * that is killed. Throws what `mkdtemp` throws.
 */
export function makeScratch(): string {
  const parent = realpathSync(tmpdir());
  for (const name of readdirSync(parent)) {
    const [, pid] = OWNED.exec(name) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    try {
      removeScratch(path.join(parent, name));
    } catch {
      // Another user's, or another runner was quicker.
    }
  }
  const folder = mkdtempSync(path.join(parent, `${NAME}${process.pid}-`));
  made.add(folder);
  if (!isWatched) process.on('exit', removeAll);
  isWatched = true;
  return folder;
}

/** Removes such a folder, with what is in it. */
export function removeScratch(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  made.delete(folder);
}

/** Removes what an examination that was cut off has not removed itself. */
function removeAll(): void {
  for (const folder of made) {
    try {
      removeScratch(folder);
    } catch {
      // A program still writes into it; the next runner removes it.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
