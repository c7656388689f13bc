// Reads a file that should be a plain one: opening a pipe or a device of its name would block for ever.
import { readFileSync, statSync } from 'node:fs';

/**
 * The text of a file, links followed; null where nothing exists there, empty where something exists there that
 * isn't a file. Throws the file system's other errors.
 */
export function readRegular(file: string): string | null {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return null;
  return stats.isFile() ? readFileSync(file, 'utf8') : '';
}
