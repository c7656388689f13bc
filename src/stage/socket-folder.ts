// The folder for the UNIX sockets of a run: only this user can reach it, and it goes with the runner.
import { lstatSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeGuardedFolder } from './orphan-guard.ts';

/** A socket's path holds 108 bytes on Linux and 104 on macOS; this is what the folder may take of it. */
const LONGEST_FOLDER = 80;
const PREFIX = 'socket-tour-';

let folder: string | null = null;
let runs = 0;

/** Where a run's UNIX socket lies. */
export interface RunSocket {
  /** Its path, on Windows a pipe's name; null where no folder can be made. */
  readonly path: string | null;
  /** Removes what a server that was killed has left there. */
  clear(): void;
}

/**
 * The socket of one run: this process may play others at the same time. On Windows it is a pipe, elsewhere it lies in a
 * folder with mode 700 that this process makes once.
 */
export function openRunSocket(): RunSocket {
  runs += 1;
  const own = runs === 1 ? '' : `-${runs}`;
  const name = `tour${own}.sock`;
  return {
    get path() {
      if (process.platform === 'win32') return `\\\\.\\pipe\\${PREFIX}${process.pid}${own}`;
      if (folder === null || !isOwnFolder(folder)) folder = createFolder();
      return folder && path.join(folder, name);
    },
    clear() {
      if (folder !== null && isOwnFolder(folder)) rmSync(path.join(folder, name), FORCED);
    },
  };
}

const FORCED = { recursive: true, force: true } as const;

function createFolder(): string | null {
  const system = tmpdir();
  const parents = Buffer.byteLength(system) > LONGEST_FOLDER ? ['/tmp'] : [system, '/tmp'];
  for (const parent of parents) {
    try {
      const made = makeGuardedFolder(path.join(parent, PREFIX));
      process.once('exit', () => rmSync(made, FORCED));
      return made;
    } catch {
      // Full, missing or not ours to write in; the next one may do.
    }
  }
  return null;
}

/** Whether it is still the folder that was made: a cleaner may have emptied the temporary folder meanwhile. */
function isOwnFolder(made: string): boolean {
  const stats = lstatSync(made, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && stats.uid === process.getuid?.();
}
