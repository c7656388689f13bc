// The ground a spare stands on: what Node and tsx read before the program, and can't read again.
import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { type ProgramOptions, readEnvironment, readFolder } from './launch.ts';

// Variables that are looked at when a process starts, not when the program reads them.
const EARLY =
  /^(NODE_|TSX_|ESBUILD_|UV_|SSL_|OPENSSL_|LD_|DYLD_|MALLOC_|LC_|LANG|TMPDIR$|TMP$|TEMP$)/i;
// Files that tsx looks for from the working directory upwards, and Node from the program's folder.
const CONFIGURATIONS = ['tsconfig.json', 'package.json'];
const EXTENDS = /"extends"\s*:\s*(\[[^\]]*\]|"[^"]*")/;
/** How far configurations that extend each other are followed. */
const MOST_EXTENDED = 10;

/**
 * What a spare for this program takes for granted, as text: the same text later means that nothing of it has
 * changed. Null where the program can't have a spare: its file isn't there.
 */
export function readGround(options: ProgramOptions): string | null {
  const folder = readFolder(options);
  try {
    return JSON.stringify([
      options.file,
      realpathSync(options.file),
      options.arguments ?? [],
      realpathSync(folder),
      Object.entries(readEnvironment(options)).filter(([name]) => EARLY.test(name)),
      process.execPath,
      [...new Set([folder, path.dirname(options.file)].flatMap(listConfigurations))].map(identify),
    ]);
  } catch {
    return null;
  }
}

function listConfigurations(folder: string): string[] {
  const above = path.dirname(folder);
  const here = CONFIGURATIONS.map((name) => path.join(folder, name)).flatMap((file) => [
    file,
    ...listExtended(file),
  ]);
  return above === folder ? here : [...here, ...listConfigurations(above)];
}

/** The configurations that one extends, as far as it names them by their paths. */
function listExtended(file: string, left = MOST_EXTENDED): string[] {
  if (left === 0 || path.basename(file) === 'package.json' || identify(file) === null) return [];
  const list = EXTENDS.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  return [...list.matchAll(/"(\.[^"]*)"/g)].flatMap(([, name = '']) => {
    const base = path.resolve(path.dirname(file), name);
    const other = base.endsWith('.json') ? base : `${base}.json`;
    return [other, ...listExtended(other, left - 1)];
  });
}

/** Which file it is, and in which state; null where there is none. */
function identify(file: string): string | null {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.ino} ${stats.size} ${stats.mtimeMs}` : null;
}
