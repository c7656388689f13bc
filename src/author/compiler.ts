// What the TypeScript compiler says about the lessons' programs.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import type { Lesson } from '../course/block.ts';
import { describeProblem, type Problem } from '../course/problem.ts';
import type { Programs } from '../course/programs.ts';
import { sayBoth } from '../text/bilingual.ts';
import { Failure } from '../text/failure.ts';
import { courseMessages } from '../text/messages/course.ts';
import { listUnmarkedLines } from '../text/region-marks.ts';

/** The messages of each file (absolute): one line each, or more where the compiler explains. */
export type Diagnostics = ReadonlyMap<string, readonly string[]>;

const PROGRAM = /\.[cm]?ts$/;
const MESSAGE = /^(.+?)(\(\d+,\d+\): error TS\d+: .*)$/;

/** The TypeScript files of a lesson, absolute. */
export function findSources(programs: Programs): string[] {
  return programs.all
    .filter((file) => PROGRAM.test(file))
    .map((file) => join(programs.directory, file));
}

/**
 * Runs the compiler once over all files (absolute), strictly and with Node's types.
 * Throws a Failure where there is no compiler, or where it complains about something other than a file.
 */
export async function askCompiler(files: readonly string[]): Promise<Diagnostics> {
  const diagnostics = new Map<string, string[]>();
  if (files.length === 0) return diagnostics;
  const cwd = process.cwd();
  let current: string[] | null = null;
  for (const line of (await compile(files, cwd)).split(/\r?\n/)) {
    const [, file, message] = MESSAGE.exec(line) ?? [];
    if (file !== undefined && message !== undefined) {
      const path = resolve(cwd, file);
      current = diagnostics.get(path) ?? [];
      diagnostics.set(path, current);
      current.push(message);
    } else if (/^\s/.test(line) && current) {
      current.push(line.trimEnd());
    } else if (line.trim() !== '') {
      throw new Failure(sayBoth(courseMessages, (say) => say.compilerFailed(line)));
    }
  }
  return diagnostics;
}

/** Compares what the compiler says about a lesson's programs with its `types` blocks; without one it must be silent. */
export function compareTypes(
  lesson: Lesson,
  programs: Programs,
  diagnostics: Diagnostics,
): Problem[] {
  const blocks = lesson.steps
    .flatMap((step) => step.blocks)
    .filter((block) => block.kind === 'types');
  return findSources(programs).flatMap((path) => {
    const file = relative(programs.directory, path).replaceAll('\\', '/');
    const text = programs.read(file) ?? '';
    const raw = diagnostics.get(path) ?? [];
    const said = raw.map((line) => placeInCopy(line, file, text));
    const told = blocks.filter((block) => block.file === file);
    const expected = told.flatMap((block) => block.lines);
    const index = Math.max(said.length, expected.length);
    for (let at = 0; at < index; at += 1) {
      if (said[at] === expected[at]) continue;
      const [got, wanted] = [said[at] ?? null, expected[at] ?? null];
      const [where, line] = told[0]
        ? [lesson.path, told[0].line]
        : [path, readLine(raw[at] ?? null)];
      return describeProblem(where, line, (say) => say.typesDiffer(wanted, got));
    }
    return [];
  });
}

/** A message begins with its position; the prose has the file's name there, and the line's number in a learner's copy. */
function placeInCopy(message: string, file: string, text: string): string {
  const [, line, rest] = /^\((\d+)(,.*)$/.exec(message) ?? [];
  if (line === undefined) return message;
  const index = listUnmarkedLines(text).findIndex(({ number }) => number === Number(line));
  return `${file}(${index + 1}${rest}`;
}

function readLine(message: string | null): number | null {
  const line = /\((\d+),\d+\)/.exec(message ?? '')?.[1];
  return line === undefined ? null : Number(line);
}

async function compile(files: readonly string[], cwd: string): Promise<string> {
  const { tsc, types } = locate();
  const options = '--ignoreConfig --noEmit --strict --skipLibCheck --allowImportingTsExtensions';
  const target = '--target es2023 --module nodenext --types node --pretty false';
  const flags = [...options.split(' '), ...target.split(' '), '--typeRoots', types];
  return new Promise((done, fail) => {
    const finish = (error: Error | null, stdout: string, stderr: string) => {
      // The compiler's exit code only says that there are messages; a number is the compiler's, a string is ours.
      if (error && typeof (error as NodeJS.ErrnoException).code === 'string') fail(error);
      else done(stdout + stderr);
    };
    const most = { cwd, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [tsc, ...flags, ...files], most, finish);
  });
}

function locate(): { tsc: string; types: string } {
  const require = createRequire(import.meta.url);
  try {
    const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
    const types = resolve(dirname(require.resolve('@types/node/package.json')), '..');
    return { tsc, types };
  } catch {
    throw new Failure(sayBoth(courseMessages, (say) => say.compilerMissing()));
  }
}
