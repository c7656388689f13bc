// A folder's files as they were last seen, to tell a real change from a mere touch.
import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { hashOf } from './standing-file.ts';

/** What happened to a file: `unsure` where it may be in the middle of a write. */
export type FileComparison = 'same' | 'changed' | 'unsure';

/** A file as it was last seen. */
interface KnownFile {
  /** Changes whenever the system notices a change of the file. */
  signature: string;
  /** Of its content; null where the file was gone. */
  hash: string | null;
  isEmpty: boolean;
}

// FAT stores times to 2 s: two saves within that can look the same from outside.
const COARSEST_CLOCK_MS = 3_000;
// Code files that large are not edited by hand; their signature has to do.
const LARGE_BYTES = 4 * 1024 * 1024;
// So watching a file in a home folder doesn't mean reading all of it.
const MOST_FOLDERS = 200;

/** Whether a name is one that editors and tools use for themselves: hidden ones, node_modules, `x~`, `#x#`. */
export function isIgnored(name: string): boolean {
  return /^[.#]|~$/.test(name) || name === 'node_modules';
}

/** Whether a file's saves are noticed: code and JSON. */
export function isWatched(file: string): boolean {
  return /\.(?:[cm]?[jt]s|json)$/.test(file);
}

/** The files of a folder and of its folders, as last seen. Names are relative, with the system's separators. */
export class Snapshot {
  readonly #root: string;
  readonly #files = new Map<string, KnownFile>();

  /** Reads all of `root` (absolute) that is watched; a folder that isn't there is empty. */
  constructor(root: string) {
    this.#root = root;
    for (const file of this.survey().suspects) this.judge(file, true);
  }

  /**
   * Looks at the whole tree, reading no file. Takes about 10 µs a file. Gives each folder (relative, the watched one is
   * '') with what distinguishes it from another of its name, and the files that may have changed, come or gone.
   */
  survey(): { folders: Map<string, string>; suspects: string[] } {
    const folders = new Map<string, string>();
    const found = new Set<string>();
    const queue = [''];
    // Breadth first: where there are too many folders, the near ones matter most.
    for (const folder of queue) {
      if (folders.size >= MOST_FOLDERS) break;
      const stats = statOrNull(path.join(this.#root, folder));
      if (!stats?.isDirectory()) continue;
      // Both, because ext4 gives a new folder the inode of the one just removed.
      folders.set(folder, `${stats.ino} ${stats.birthtimeMs}`);
      const list = () => readdirSync(path.join(this.#root, folder), { withFileTypes: true });
      for (const entry of orNull(list) ?? []) {
        if (isIgnored(entry.name)) continue;
        const file = path.join(folder, entry.name);
        if (entry.isDirectory()) queue.push(file);
        else if (isWatched(file)) found.add(file);
      }
    }
    return { folders, suspects: this.#suspect(found) };
  }

  /**
   * Reads a file and compares it with what is known of it. A file that is suddenly empty, gone, or changes
   * while it is read is `unsure`, because an editor may be in the middle of a save; with `isFinal`, what is
   * there counts.
   */
  judge(file: string, isFinal: boolean): FileComparison {
    const known = this.#files.get(file);
    const seen = this.#look(file);
    if (seen === null) return isFinal ? 'same' : 'unsure';
    if (seen.hash === (known?.hash ?? null)) {
      this.#files.set(file, seen);
      return 'same';
    }
    if (!isFinal && (seen.isEmpty || seen.hash === null)) return 'unsure';
    this.#files.set(file, seen);
    return 'changed';
  }

  #suspect(found: Set<string>): string[] {
    const suspects = [...found].filter((file) => {
      const stats = statOrNull(path.join(this.#root, file));
      if (!stats?.isFile()) return false;
      const isFresh = Math.abs(Date.now() - stats.mtimeMs) < COARSEST_CLOCK_MS;
      return isFresh || this.#files.get(file)?.signature !== sign(stats);
    });
    for (const [file, { hash }] of this.#files) {
      if (hash !== null && !found.has(file)) suspects.push(file);
    }
    return suspects;
  }

  /** Reads a file; null where it can't be read now, or changed meanwhile. */
  #look(file: string): KnownFile | null {
    const place = path.join(this.#root, file);
    const before = statOrNull(place);
    // Reading a pipe or a device could take forever.
    if (!before?.isFile()) return { signature: '', hash: null, isEmpty: false };
    const signature = sign(before);
    if (before.size > LARGE_BYTES) return { signature, hash: signature, isEmpty: false };
    const content = orNull(() => readFileSync(place));
    const after = statOrNull(place);
    if (content === null || !after || sign(after) !== signature) return null;
    return { signature, hash: hashOf(content), isEmpty: content.length === 0 };
  }
}

function sign({ size, mtimeMs, ctimeMs, ino }: Stats): string {
  return [size, mtimeMs, ctimeMs, ino].join(' ');
}

/** What a file system call gives; null where the file is gone meanwhile, not readable, or a link to itself. */
function orNull<T>(call: () => T): T | null {
  try {
    return call();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return null;
    throw error;
  }
}

const statOrNull = (place: string): Stats | null =>
  orNull(() => statSync(place, { throwIfNoEntry: false }) ?? null);
