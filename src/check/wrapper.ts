// Wrappers: programs of our own that run another one in an unusual way.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ProgramOptions } from '../stage/launch.ts';

/** What is unusual about a run. */
export interface Unusual {
  /** Whether its sockets forget the other end's address once they are closed; not unless given. */
  isForgetful?: boolean;
  /** How often it runs, in one process: again each time it has nothing left to do. Once by default. */
  runs?: number;
}

const [RERUN, FORGETFUL] = ['rerun', 'forgetful'].map((name) =>
  fileURLToPath(new URL(`../check/${name}${path.extname(import.meta.url)}`, import.meta.url)),
) as [string, string];

/** What is started in place of a program (its file is absolute); null where nothing about the run is unusual. */
export function findWrapper(
  file: string,
  { isForgetful = false, runs = 1 }: Unusual,
): Pick<ProgramOptions, 'file' | 'arguments' | 'title'> | null {
  const single = isForgetful ? FORGETFUL : null;
  const wrapper = runs > 1 ? RERUN : single;
  if (wrapper === null) return null;
  const operands = [pathToFileURL(file).href, String(runs)];
  return { file: wrapper, arguments: operands, title: path.basename(file) };
}
