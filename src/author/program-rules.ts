// The rules for a lesson's programs: narrow, self-contained, and marked where the learner has to change them.
import { join } from 'node:path';
import type { Lesson } from '../course/block.ts';
import { describeProblem, type Problem } from '../course/problem.ts';
import type { Programs } from '../course/programs.ts';
import { measureWidth } from '../text/width.ts';

/** The widest line of a program, in columns: two programs fit side by side in a common terminal. */
const MOST_COLUMNS = 60;

const PROGRAM = /\.[cm]?[jt]s$/;
const TODO = /\/\/ TODO\b/;
const IMPORT =
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]/gm;

/** Checks the programs of a lesson against the rules; `lesson` says where the learner's turn is. */
export function reviewPrograms(programs: Programs, lesson: Lesson): Problem[] {
  const files = programs.all.filter((file) => PROGRAM.test(file));
  return [
    ...files.flatMap((file) => programs.regions(file)?.problems ?? []),
    ...files.flatMap((file) => findWideLines(programs, file)),
    ...files.flatMap((file) => findForeignImports(programs, file)),
    ...files.flatMap((file) => findUnusedRegions(programs, file, lesson)),
    ...programs.files.flatMap((file) => reviewTurn(programs, file)),
    ...programs.solutions.flatMap((file) => findLeftTodos(programs, file)),
    ...reviewTurns(programs, lesson),
  ];
}

function linesOf(programs: Programs, file: string): string[] {
  return (programs.read(file) ?? '').split(/\r?\n/);
}

function findWideLines(programs: Programs, file: string): Problem[] {
  return linesOf(programs, file).flatMap((text, index) => {
    const columns = measureWidth(text);
    if (columns <= MOST_COLUMNS) return [];
    return describeProblem(join(programs.directory, file), index + 1, (say) =>
      say.lineTooWide(columns, MOST_COLUMNS),
    );
  });
}

function findForeignImports(programs: Programs, file: string): Problem[] {
  const text = programs.read(file) ?? '';
  return [...text.matchAll(IMPORT)].flatMap((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    const isOwn = name.startsWith('node:') || (name.startsWith('./') && !name.includes('..'));
    if (isOwn) return [];
    const line = text.slice(0, match.index + match[0].length).split('\n').length;
    return describeProblem(join(programs.directory, file), line, (say) => say.importForeign(name));
  });
}

function findUnusedRegions(programs: Programs, file: string, lesson: Lesson): Problem[] {
  // A solution keeps the regions of the file it solves.
  const shown = [file, file.replace(/^solution\//, '')];
  const used = lesson.steps
    .flatMap((step) => step.blocks)
    .flatMap((block) =>
      block.kind === 'listing' && shown.includes(block.file) ? block.region : [],
    );
  return [...(programs.regions(file)?.named ?? [])].flatMap(([name, { line }]) => {
    if (used.includes(name)) return [];
    return describeProblem(join(programs.directory, file), line, (say) => say.regionUnused(name));
  });
}

/** The 1-based lines with a `// TODO`. */
function findTodos(programs: Programs, file: string): number[] {
  return linesOf(programs, file).flatMap((text, index) => (TODO.test(text) ? index + 1 : []));
}

/** A file that its solution changes has one `// TODO`; a file with a `// TODO` has a solution that changes it. */
function reviewTurn(programs: Programs, file: string): Problem[] {
  const path = join(programs.directory, file);
  const todos = findTodos(programs, file);
  const solution = programs.read(`solution/${file}`);
  // Region comments are for the prose; a solution may do without them.
  const whole = (name: string) => programs.regions(name)?.whole;
  const isChanged = solution !== null && whole(`solution/${file}`) !== whole(file);
  if (isChanged && todos.length === 0) {
    return [describeProblem(path, null, (say) => say.todoMissing(file))];
  }
  if (todos.length > 1) {
    return [describeProblem(path, todos[1] as number, (say) => say.todoTwice(todos[0] as number))];
  }
  if (todos.length === 0 || isChanged) return [];
  return [
    describeProblem(path, todos[0] as number, (say) =>
      solution === null ? say.solutionMissing(file) : say.solutionSame(file),
    ),
  ];
}

function findLeftTodos(programs: Programs, file: string): Problem[] {
  const path = join(programs.directory, file);
  return findTodos(programs, file).map((line) =>
    describeProblem(path, line, (say) => say.todoInSolution()),
  );
}

/** A turn in the prose is a `// TODO` in the programs, and the other way round. */
function reviewTurns(programs: Programs, lesson: Lesson): Problem[] {
  const turn = lesson.steps.flatMap((step) => step.blocks).find((block) => block.kind === 'try');
  const marked = programs.files.find((file) => findTodos(programs, file).length > 0);
  if (turn && !marked) {
    return [describeProblem(lesson.path, turn.line, (say) => say.turnWithoutTodo())];
  }
  if (!turn && marked) {
    const line = findTodos(programs, marked)[0] as number;
    const path = join(programs.directory, marked);
    return [describeProblem(path, line, (say) => say.todoWithoutTurn())];
  }
  return [];
}
