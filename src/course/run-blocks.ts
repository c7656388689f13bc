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

/** The learner's own program in place of its solution. */
export function takeOwn(program: RunProgram): RunProgram {
  const { file } = program;
  return { ...program, file: isSolution(program) ? file.slice(SOLUTION.length) : file };
}

/** Where a program lies, absolute: a solution in the lesson's folder of the course, all others in the learner's `copy`. */
export function locateProgram(program: RunProgram, course: string, copy: string): string {
  return join(isSolution(program) ? course : copy, program.file);
}
