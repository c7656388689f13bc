// The rules for a lesson's programs: narrow, self-contained, and marked where the learner has to change them.
import { join } from 'node:path';
import type { Lesson } from '../course/block.ts';
import { describeProblem, type Problem, type ProblemText } from '../course/problem.ts';
import type { Programs } from '../course/programs.ts';
import { measureWidth } from '../text/width.ts';

/** The widest line of a program, in columns: two programs fit side by side in a common terminal. */
const MOST_COLUMNS = 60;

const PROGRAM = /\.[cm]?[jt]s$/;
const TODO = /\/\/ TODO\b/;
const IMPORT =
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]/gm;

/** From this lesson on, the one after errors, programs keep what it taught. */
const FIRST_WITH_HABITS = 8;
/** What a program should not do, unless something else is in it. */
const BAD_HABITS: readonly { bad: RegExp; unless?: RegExp; say: ProblemText }[] = [
  {
    bad: /\bnet\.(?:createServer|connect|createConnection)\(/,
    unless: /['"]error['"]/,
    say: (messages) => messages.errorUnheard(),
  },
  { bad: /['"]error['"],\s*\(\w*\) => \{\s*\}/, say: (messages) => messages.errorUnheard() },
  {
    bad: /\.on(?:ce)?\(\s*['"]\w+['"],\s*async\b/,
    unless: /\bcatch\b/,
    say: (messages) => messages.asyncUncaught(),
  },
  { bad: /listening on \$\{HOST\}/, say: (messages) => messages.portHoped() },
];

/** Checks the programs of a lesson against the rules; `lesson` says where the learner's turn is. */
export function reviewPrograms(programs: Programs, lesson: Lesson): Problem[] {
  const files = programs.all.filter((file) => PROGRAM.test(file));
  return [
    ...files.flatMap((file) => programs.regions(file)?.problems ?? []),
    ...files.flatMap((file) => findWideLines(programs, file)),
    ...files.flatMap((file) => findForeignImports(programs, file)),
    ...(lesson.number < FIRST_WITH_HABITS
      ? []
      : files.flatMap((file) => findBadHabits(programs, file))),
    ...files.flatMap((file) => findUnusedRegions(programs, file, lesson)),
    ...programs.files.flatMap((file) => reviewTurn(programs, file)),
    ...[...programs.solutions, ...programs.others].flatMap((file) =>
      findTodos(programs, file).map((line) =>
        blame(programs, file, line, (say) => say.todoInSolution()),
      ),
    ),
    ...reviewTurns(programs, lesson),
  ];
}

function blame(programs: Programs, file: string, line: number | null, say: ProblemText): Problem {
  return describeProblem(join(programs.directory, file), line, say);
}

function linesOf(programs: Programs, file: string): string[] {
  return (programs.read(file) ?? '').split(/\r?\n/);
}

function findWideLines(programs: Programs, file: string): Problem[] {
  return linesOf(programs, file).flatMap((text, index) => {
    const columns = measureWidth(text);
    if (columns <= MOST_COLUMNS) return [];
    return blame(programs, file, index + 1, (say) => say.lineTooWide(columns, MOST_COLUMNS));
  });
}

function findForeignImports(programs: Programs, file: string): Problem[] {
  const text = programs.read(file) ?? '';
  return [...text.matchAll(IMPORT)].flatMap((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    if (name.startsWith('node:') || (name.startsWith('./') && !name.includes('..'))) return [];
    const line = text.slice(0, match.index + match[0].length).split('\n').length;
    return blame(programs, file, line, (say) => say.importForeign(name));
  });
}

function findBadHabits(programs: Programs, file: string): Problem[] {
  const text = programs.read(file) ?? '';
  return BAD_HABITS.flatMap(({ bad, unless, say }) => {
    const found = bad.exec(text);
    if (!found || unless?.test(text)) return [];
    return blame(programs, file, text.slice(0, found.index).split('\n').length, say);
  });
}

function findUnusedRegions(programs: Programs, file: string, lesson: Lesson): Problem[] {
  // A solution keeps the regions of the file it solves.
  const shown = [file, file.replace(/^solution\//, '')];
  const blocks = lesson.steps.flatMap((step) => step.blocks);
  const used = blocks.map((block) =>
    block.kind === 'listing' && shown.includes(block.file) ? block.region : null,
  );
  return [...(programs.regions(file)?.named ?? [])]
    .filter(([name]) => !used.includes(name))
    .map(([name, { line }]) => blame(programs, file, line, (say) => say.regionUnused(name)));
}

/** The 1-based lines with a `// TODO`. */
function findTodos(programs: Programs, file: string): number[] {
  return linesOf(programs, file).flatMap((text, index) => (TODO.test(text) ? index + 1 : []));
}

/** A file that its solution changes has one `// TODO`; a file with a `// TODO` has a solution that changes it. */
function reviewTurn(programs: Programs, file: string): Problem[] {
  const [first, second] = findTodos(programs, file);
  // Region comments are for the prose; a solution may do without them.
  const solved = programs.regions(`solution/${file}`)?.whole;
  const isChanged = solved !== undefined && solved !== programs.regions(file)?.whole;
  if (first === undefined) {
    return isChanged ? [blame(programs, file, null, (say) => say.todoMissing(file))] : [];
  }
  if (second !== undefined) {
    return [blame(programs, file, second, (say) => say.todoTwice(first))];
  }
  if (isChanged) return [];
  return [
    blame(programs, file, first, (say) =>
      solved === undefined ? say.solutionMissing(file) : say.solutionSame(file),
    ),
  ];
}

/** A turn in the prose is a `// TODO` in the programs, and the other way round. */
function reviewTurns(programs: Programs, lesson: Lesson): Problem[] {
  const turn = lesson.steps.flatMap((step) => step.blocks).find((block) => block.kind === 'try');
  const marked = programs.files.find((file) => findTodos(programs, file).length > 0);
  if (turn && !marked) {
    return [describeProblem(lesson.path, turn.line, (say) => say.turnWithoutTodo())];
  }
  if (turn || !marked) return [];
  const [line = null] = findTodos(programs, marked);
  return [blame(programs, marked, line, (say) => say.todoWithoutTurn())];
}
