// Writing a file so that a reader, a crash or a full disk finds the old content or the new, never half.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type WriteFileAtomic from 'write-file-atomic';

// Loaded when first needed: it costs 6 ms, and a command that only reads shouldn't pay them.
const load = createRequire(import.meta.url);

/**
 * Replaces a file's content in one step: written beside it, synced to the disk, renamed over it.
 * Throws the file system's error (ENOSPC, EACCES, …); the file is then as it was.
 */
export function writeAtomically(path: string, text: string): void {
  const writeFileAtomic: typeof WriteFileAtomic = load('write-file-atomic');
  writeFileAtomic.sync(path, text, {
    // write-file-atomic 7.0.1 takes a short write for a whole one, and on a disk that is nearly full
    // it renames a torn file into place (seen on a small tmpfs). Writing the text here first, with a
    // call that goes on until all is written, makes the lack of room an error while nothing is lost.
    tmpfileCreated: (temporary) => writeFileSync(temporary, text),
  });
}

/** Whether a name is one that `writeAtomically` gives the file it writes beside `base`. */
export function isAtomicLeftover(name: string, base: string): boolean {
  return name.startsWith(`${base}.`) && /^\d+$/.test(name.slice(base.length + 1));
}
