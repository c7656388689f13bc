// A check's own folder in the temporary one, and those that killed runners have left there.
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const NAME = 'socket-tour-check-';
const OWNED = new RegExp(`^${NAME}(\\d+)-`);

/** Makes a folder, and removes those of runners that are gone; absolute. Throws what `mkdtemp` throws. */
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
  return mkdtempSync(path.join(parent, `${NAME}${process.pid}-`));
}

/** Removes such a folder, with what is in it. */
export function removeScratch(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
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
