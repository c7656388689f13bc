// What a spare takes for granted: a program for which that has changed can't become of it.
import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { type ProgramOptions, readEnvironment, readFolder } from '../launch.ts';

// Variables that are read when a process starts, not when the program reads them.
const EARLY =
  /^(NODE_|TSX_|ESBUILD_|UV_|SSL_|OPENSSL_|LD_|DYLD_|MALLOC_|LC_|LANG|RES_OPTIONS$|LOCALDOMAIN$|TMPDIR$|TMP$|TEMP$)/i;
// What tsx reads of the working directory, and Node of the program's folder.
const CONFIGURATIONS = ['tsconfig.json', 'package.json'];

/**
 * What a spare for this program takes for granted, as text: what Node and tsx read before the program, and can't read
 * again. After a change of the configuration above the program's own folders it takes two runs. Null where the
 * program can't have a spare: its file isn't there.
 */
export function takeFingerprint(options: ProgramOptions): string | null {
  const folder = readFolder(options);
  try {
    return JSON.stringify([
      options.file,
      realpathSync(options.file),
      options.arguments ?? [],
      options.hasInput ?? false,
      realpathSync(folder),
      Object.entries(readEnvironment(options)).filter(([name]) => EARLY.test(name)),
      [folder, path.dirname(options.file)].flatMap(listConfigurations),
    ]);
  } catch {
    return null;
  }
}

/** In which state the files are; null for those that are missing. */
function listConfigurations(folder: string): (string | null)[] {
  return CONFIGURATIONS.map((name) => {
    const stats = statSync(path.join(folder, name), { throwIfNoEntry: false });
    return stats ? `${stats.ino} ${stats.size} ${stats.mtimeMs}` : null;
  });
}
