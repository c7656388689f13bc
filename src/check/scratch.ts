// A check's own folder in the temporary one; it goes with this process at the latest.
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeGuardedFolder } from '../stage/orphan-guard.ts';
import { Inconclusive } from './expectation-errors.ts';

const NAME = 'socket-tour-check-';

/** What the folders of this process lie in, once there is one. */
let home: string | null = null;

/** Makes a folder; absolute, without links on the way. Throws what `mkdtemp` throws. */
export function makeScratch(): string {
  if (home === null || !existsSync(home)) home = makeHome();
  return mkdtempSync(path.join(home, NAME));
}

/** Removes such a folder, with what is in it. */
export function removeScratch(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Has all folders made in this one (absolute), which another process removes. */
export function keepScratchIn(folder: string): void {
  home = folder;
}

function makeHome(): string {
  const made = makeGuardedFolder(path.join(realpathSync(tmpdir()), NAME));
  process.once('exit', () => {
    try {
      removeScratch(made);
    } catch {
      // A program still writes into it; the guard removes it in a moment.
    }
  });
  return made;
}

/** The folders of one check. */
export class Folders {
  readonly #made: string[] = [];
  #isClosed = false;

  /** Makes one, absolute; throws Inconclusive once the check is over. */
  make(): string {
    // A check that was called off may go on for a moment, and nobody would remove what it makes then.
    if (this.#isClosed) throw new Inconclusive((say) => say.stalled);
    const folder = makeScratch();
    this.#made.push(folder);
    return folder;
  }

  /** Makes no more. */
  close(): void {
    this.#isClosed = true;
  }

  remove(): void {
    this.#made.forEach(removeScratch);
  }
}
