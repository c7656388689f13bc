// Reading a file that ought to be a plain one: a pipe or a device of its name would keep a reader waiting for ever.
import { readFileSync, statSync } from 'node:fs';

/**
 * The text of a file, links followed; null where nothing stands there, empty where something stands there that
 * isn't a file. Throws the file system's other errors.
 */
export function readRegular(file: string): string | null {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return null;
  return stats.isFile() ? readFileSync(file, 'utf8') : '';
}
