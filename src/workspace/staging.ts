// Files on their way into the learner's folder: written in full out of sight, then put in place in one step.
import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { hasCode } from './fs-errors.ts';

/** Where files are written before they are put in place. */
export interface Staging {
  /** Writes a file that will end up at `destination`, in `root`; both must be on one disk. */
  add(
    destination: string,
    content: string | Uint8Array,
  ): {
    /** Puts it in place, unless something exists there: then it returns false and touches nothing. */
    place(): boolean;
    /** Puts it in place of the file that exists there. */
    replace(): void;
  };
}

/**
 * Does some work with a staging folder in `root`, which is removed afterwards with what was not put in place.
 * So a full disk shows before any file of the learner's is touched. The workspace's lock must be held.
 * Throws the file system's errors.
 */
export function withStaging<T>(root: string, work: (staging: Staging) => T): T {
  const folder = path.join(root, '.staging');
  // A folder that exists was left by a tour that was killed. It is emptied before use: a file in it may
  // be in place under another name too, and writing there would write into the learner's file.
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  remove();
  let count = 0;
  try {
    return work({
      add(destination, content) {
        mkdirSync(folder, { recursive: true });
        const written = path.join(folder, String(++count));
        writeFileSync(written, content, { flush: true });
        const makeRoom = () => mkdirSync(path.dirname(destination), { recursive: true });
        return {
          place() {
            makeRoom();
            return linkNew(written, destination);
          },
          replace() {
            makeRoom();
            renameSync(written, destination);
          },
        };
      },
    });
  } finally {
    remove();
  }
}

/** Gives a file a second name, unless that name is taken: a rename would overwrite. */
function linkNew(file: string, name: string): boolean {
  try {
    try {
      linkSync(file, name);
    } catch (error) {
      // exFAT, some network disks and Android have no links.
      if (!hasCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS')) throw error;
      copyFileSync(file, name, constants.COPYFILE_EXCL);
    }
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}
