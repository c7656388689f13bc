// The copy of a hand-in that is judged: as my-lessons would have it, so that nothing is written into the hand-in.
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Left out of the copy; the packages are linked to. */
const PACKAGES = 'node_modules';
const LEFT_OUT = ['.git', PACKAGES];
const PACKAGE = 'package.json';

/**
 * Copies the hand-in's folder `root` into `target`, which is empty, but not the folders named in `others`. The
 * programs are ES modules, as in my-lessons, unless a package.json of the hand-in's own says otherwise. Throws the
 * file system's errors.
 */
export function copyHandIn(root: string, target: string, others: readonly string[]): void {
  for (const name of readdirSync(root)) {
    if (LEFT_OUT.includes(name) || others.includes(name)) continue;
    // A relative link stays relative, and so leads to the copy.
    cpSync(path.join(root, name), path.join(target, name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  const packages = path.join(root, PACKAGES);
  if (existsSync(packages)) symlinkSync(packages, path.join(target, PACKAGES), 'junction');
  const file = path.join(target, PACKAGE);
  const text = makeModules(existsSync(file) ? readFileSync(file, 'utf8') : '{}');
  if (text !== null) writeFileSync(file, text);
}

/** A package.json whose programs are ES modules; null where it says what they are, or cannot be read. */
function makeModules(text: string): string | null {
  try {
    const content = JSON.parse(text);
    return content.type === undefined
      ? `${JSON.stringify({ ...content, type: 'module' })}\n`
      : null;
  } catch {
    return null;
  }
}
