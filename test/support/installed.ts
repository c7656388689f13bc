// Finds programs that are installed on this machine.
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** The absolute path of a program in PATH, as a list of one; an empty one where there is none. */
export function findInstalled(name: string): string[] {
  const places = (process.env.PATH ?? '').split(path.delimiter).filter(path.isAbsolute);
  const found = places.map((place) => path.join(place, name)).find(isExecutable);
  return found === undefined ? [] : [found];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
