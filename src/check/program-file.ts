// The file of a program under check: which of the extensions that Node runs it has.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { UnmetExpectation } from './expectation-errors.ts';

/** The extensions a program may have, the course's own first. */
const EXTENSIONS = ['.ts', '.mts', '.js', '.mjs', '.cjs'];

/** The file of the program of that name in a folder, both absolute. Throws Unmet where there is none. */
export function findProgramFile(directory: string, name: string): string {
  const files = EXTENSIONS.map((extension) => path.join(directory, name + extension));
  const file = files.find((each) => existsSync(each));
  if (file) return file;
  throw new UnmetExpectation(
    (say) => say.expectProgram(`${name}.ts`),
    (say) => say.noProgram(`${name}.ts`),
  );
}
