// A course of three steps for the tests of the standing: each kind of block, and a turn with its solution behind it.
import type {
  Block,
  Lesson,
  Listing,
  Predict,
  Prose,
  Run,
  RunProgram,
  Try,
} from '../../src/course/block.ts';
import type { RunOptions } from '../../src/course/run-options.ts';
import type { Language } from '../../src/text/language.ts';
import type { Course } from '../../src/tour/block-programs.ts';

const PLACE = { line: 1, info: '' };

/** Programs by their actors: `server`, or `server=solution/server.ts`. */
export function programs(...names: readonly string[]): RunProgram[] {
  return names.map((name) => {
    const [actor = '', file = `${actor.replace(/-\d+$/, '')}.ts`] = name.split('=');
    return { actor, file };
  });
}

/** A run block. */
export function run(options: RunOptions, ...names: readonly string[]): Run {
  return { ...PLACE, kind: 'run', programs: programs(...names), options, log: [] };
}

/** A turn, with the checks of these ids. */
export function turn(checks: string[], then: Try['run'] = null): Try {
  return { ...PLACE, kind: 'try', tokens: [], checks, run: then };
}

/** A question with three answers, the first one right. */
export function predict(): Predict {
  const options = ['a', 'b', 'c'].map((text) => ({ text, right: text === 'a', reason: '' }));
  return { ...PLACE, kind: 'predict', question: [], options };
}

/** A paragraph. */
export const prose = (): Prose => ({ ...PLACE, kind: 'prose', tokens: [] });
const listing = (): Listing => {
  return { ...PLACE, kind: 'listing', file: 'server.ts', region: null, lang: 'ts', code: '' };
};

/** A course of these steps; run blocks in `played` are about other programs than they name. */
export function openCourse(
  steps: readonly Block[][],
  played: Course['played'] = [],
  language: Language = 'en',
): Course {
  const lesson: Lesson = {
    number: 1,
    folder: '01-a',
    id: 'a',
    language,
    title: '',
    article: '',
    intro: [],
    steps: steps.map((blocks) => ({ title: '', line: 1, blocks })),
    path: '/course/01-a/lesson.md',
    directory: '/course/01-a',
    files: ['client.ts', 'server.ts'],
  };
  return { lesson, played };
}

/** The course that all events are tried on. */
export function openWholeCourse(language: Language = 'en'): Course {
  const solved = run({}, 'server');
  const steps: Block[][] = [
    [prose(), run({}, 'server'), predict(), predict(), run({ split: 1 }, 'client'), prose()],
    [listing(), predict(), turn(['one', 'two'])],
    [run({ times: 2 }, 'client'), prose(), solved, run({}, 'client')],
  ];
  const solution = programs('server=solution/server.ts');
  return openCourse(steps, [{ block: solved, programs: solution }], language);
}
