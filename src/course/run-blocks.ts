// The run blocks of a lesson, with the programs that the prose is about at that point.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Lesson, Run, RunProgram } from './block.ts';

/** A run block, and the programs it is about. */
export interface PlayedBlock {
  block: Run;
  /** Those of the block; once the learner's turn at a file is over, its solution: `solution/server.ts`. */
  programs: RunProgram[];
}

const SOLUTION = 'solution/';
/** No folder: the lesson's own file, where the learner has changed the copy. */
const ORIGINAL = 'original/';

/** Lists a lesson's run blocks. A turn is about what was shown before it, and the last one about all that is left. */
export function listPlayedBlocks({
  steps,
  directory,
}: Pick<Lesson, 'steps' | 'directory'>): PlayedBlock[] {
  const blocks = steps.flatMap((step) => step.blocks);
  const shown = new Set<string>();
  let solved = new Set<string>();
  let left = blocks.filter(({ kind }) => kind === 'try').length;
  let isOver = false;
  const solve = (program: RunProgram): RunProgram => {
    const { file } = program;
    const solution = SOLUTION + file;
    const isSolved = (isOver || solved.has(file)) && existsSync(join(directory, solution));
    return { ...program, file: isSolved ? solution : file };
  };
  return blocks.flatMap((block) => {
    if (block.kind === 'listing') shown.add(block.file);
    if (block.kind === 'try') {
      left -= 1;
      isOver = left === 0;
      solved = new Set(shown);
    }
    if (block.kind !== 'run') return [];
    const programs = block.programs.map(solve);
    for (const { file } of block.programs) shown.add(file);
    return [{ block, programs }];
  });
}

/** Whether a program is the course's solution. */
export function isSolution({ file }: RunProgram): boolean {
  return file.startsWith(SOLUTION);
}

/** Whether a program is the course's, in place of one that the learner has changed. */
export function isOriginal({ file }: RunProgram): boolean {
  return file.startsWith(ORIGINAL);
}

/** A program as the lesson gives it, in place of the learner's copy. */
export function takeOriginal(program: RunProgram): RunProgram {
  return { ...program, file: ORIGINAL + program.file };
}

/** The learner's own program in place of its solution, or of the original. */
export function takeOwn(program: RunProgram): RunProgram {
  const { file } = program;
  const folder = [SOLUTION, ORIGINAL].find((each) => file.startsWith(each)) ?? '';
  return { ...program, file: file.slice(folder.length) };
}

/**
 * Where a program lies, absolute: a solution or an original in the lesson's folder of the course, all others in the
 * learner's `copy`.
 */
export function locateProgram(program: RunProgram, course: string, copy: string): string {
  if (isOriginal(program)) return join(course, takeOwn(program).file);
  return join(isSolution(program) ? course : copy, program.file);
}
