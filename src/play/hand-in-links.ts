// Links in a hand-in that lead out of it: to a solution, or to a file of the person who grades.
import { type Dirent, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** Made by version control, not by a student. */
const SKIPPED = '.git';

/**
 * The links below `directory`, and `directory` itself where it is one, that lead out of the hand-in's folder `root`
 * or nowhere; absolute. Of `root` only what lies outside of the folders named in `others` is looked at.
 */
export function findStrayLinks(root: string, others: readonly string[]): string[] {
  const home = realpathSync(root);
  const walk = (folder: string): string[] =>
    list(folder).flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.name === SKIPPED || (folder === root && others.includes(entry.name))) return [];
      if (entry.isSymbolicLink()) return isInside(home, resolve(file)) ? [] : [file];
      return entry.isDirectory() ? walk(file) : [];
    });
  return walk(root);
}

function list(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true });
}

/** Where a link leads in the end, or null for nowhere. */
function resolve(file: string): string | null {
  try {
    return realpathSync(file);
  } catch {
    return null;
  }
}

function isInside(home: string, file: string | null): boolean {
  if (file === null) return false;
  const way = path.relative(home, file);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
