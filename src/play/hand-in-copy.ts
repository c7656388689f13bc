// The copy of a hand-in that is judged: as my-lessons would have it, so that nothing is written into the hand-in.
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** Made by version control, not by a student. */
const LEFT_OUT = '.git';
/** Linked to, not copied. */
const PACKAGES = 'node_modules';

/**
 * The links in the hand-in's folder `root` that lead out of it, to a solution or a file of the person who grades, or
 * nowhere; from there. What lies in the folders named in `others` is no part of it.
 */
export function findStrayLinks(root: string, others: readonly string[]): string[] {
  const home = realpathSync(root);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((link) => !isApart(link, others) && !leadsInside(home, link));
}

/**
 * Copies the hand-in's folder `root` to `target`, which isn't there, but not the folders named in `others`. The
 * programs are ES modules, as in my-lessons, unless a package.json of the hand-in's own says otherwise. Throws the
 * file system's errors.
 */
export function copyHandIn(root: string, target: string, others: readonly string[]): void {
  const home = realpathSync(root);
  const filter = (file: string) => {
    const way = path.relative(home, file);
    return way !== PACKAGES && !isApart(way, others);
  };
  // A relative link stays relative, and so leads to the copy.
  cpSync(home, target, { recursive: true, verbatimSymlinks: true, filter });
  const packages = path.join(home, PACKAGES);
  if (existsSync(packages)) symlinkSync(packages, path.join(target, PACKAGES), 'junction');
  const file = path.join(target, 'package.json');
  try {
    const content = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    if (content?.type !== undefined) return;
    writeFileSync(file, `${JSON.stringify({ ...content, type: 'module' })}\n`);
  } catch (error) {
    // What can't be read is left to Node, which says so.
    if (!(error instanceof SyntaxError)) throw error;
  }
}

function isApart(way: string, others: readonly string[]): boolean {
  const [first = '', ...rest] = way.split(path.sep);
  return others.includes(first) || [first, ...rest].includes(LEFT_OUT);
}

function leadsInside(home: string, link: string): boolean {
  try {
    const way = path.relative(home, realpathSync(path.join(home, link)));
    return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
  } catch {
    return false;
  }
}
