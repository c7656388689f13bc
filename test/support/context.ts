// A command's context for tests: a course, a learner's folder, and outputs that are kept.
import path from 'node:path';
import type { Context } from '../../src/commands/context.ts';
import { createStyle } from '../../src/screen/style.ts';
import type { Output } from '../../src/terminal/output.ts';
import { ROOT } from './command.ts';

/** A context, and what was printed with it. */
export interface KeptContext {
  context: Context;
  /** The lines on standard output so far. */
  lines: string[];
  /** The lines on standard error so far. */
  errors: string[];
}

/** Makes the context of a learner who works in `home` (absolute): English, no terminal, no colours. */
export function keepContext(home: string, changes: Partial<Context> = {}): KeptContext {
  const [lines, errors]: [string[], string[]] = [[], []];
  return {
    lines,
    errors,
    context: {
      language: 'en',
      stdout: keepOutput(lines),
      stderr: keepOutput(errors),
      isStdinTerminal: false,
      hasColour: false,
      style: createStyle({ colour: false, links: false }),
      environment: { LANG: 'C.UTF-8', PATH: process.env.PATH ?? '' },
      cwd: home,
      lessonsRoot: path.join(home, 'lessons'),
      myLessons: path.join(home, 'my-lessons'),
      packageRoot: ROOT,
      ...changes,
    },
  };
}

/** An output that isn't a terminal, whose lines go into an array. */
export function keepOutput(lines: string[]): Output {
  return {
    isTerminal: false,
    columns: 80,
    rows: 24,
    write: (text) => {
      lines.push(...text.replace(/\n$/, '').split('\n'));
      return true;
    },
    print: (...printed) => {
      lines.push(...printed.flatMap((line) => line.split('\n')));
    },
    drained: () => Promise.resolve(),
  };
}
