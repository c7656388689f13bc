// The programs that the text is about, where the learner has changed them since: the lesson's own run in their place.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunProgram } from '../course/block.ts';
import { isSolution, locateProgram, takeOriginal } from '../course/run-blocks.ts';
import { dropRegionMarks } from '../text/region-marks.ts';

/** Where a lesson lies in the course, and where the learner's copy of it is; absolute. */
interface LessonPlaces {
  course: string;
  copy: string;
}

/** Where a lesson's programs lie, and which of them the text is about. */
export function findFiles(places: LessonPlaces): {
  locate(program: RunProgram): string;
  keepToText(programs: readonly RunProgram[]): RunProgram[];
} {
  return {
    locate: (program) => locateProgram(program, places.course, places.copy),
    keepToText: (programs) => keepToText(programs, places),
  };
}

/** Programs as the text tells of them: those whose copy, or what it imports, was changed are the lesson's own. */
function keepToText(programs: readonly RunProgram[], places: LessonPlaces): RunProgram[] {
  const isOwn = (program: RunProgram) => !isSolution(program);
  return programs.map((program) =>
    isOwn(program) && isChanged(program.file, places, new Set()) ? takeOriginal(program) : program,
  );
}

/** Whether a file of the copy, or one that it imports, differs from the lesson's; a missing one runs into its error. */
function isChanged(file: string, places: LessonPlaces, seen: Set<string>): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  const given = readText(path.join(places.course, file));
  const own = readText(path.join(places.copy, file));
  if (given === null || own === null) return false;
  if (own !== dropRegionMarks(given)) return true;
  return listImports(own).some((name) =>
    isChanged(path.posix.join(path.posix.dirname(file), name), places, seen),
  );
}

function listImports(program: string): string[] {
  return [...program.matchAll(/\bfrom '(\.[^']+)'/g)].map(([, name = '']) => name);
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
