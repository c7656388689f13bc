// What to run: a lesson's programs in the learner's copy, or any files.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { openLessonCopy } from '../../play/lesson-copy.ts';
import { isMachine } from '../../play/run-address.ts';
import type { ProgramOptions } from '../../stage/launch.ts';
import { Failure } from '../../text/failure.ts';
import { runMessages } from '../../text/messages/run.ts';
import type { Context } from '../context.ts';
import type { Options } from '../options.ts';

/** Programs to run together. */
export interface ProgramsToRun {
  server?: ProgramOptions;
  clients: ProgramOptions[];
  /** The folders to watch for saves; absolute. */
  folders: string[];
  /** What the learner should know before the run. */
  notes: string[];
  /** Whether the programs are a lesson's, which take their address from the environment. */
  isLesson: boolean;
}

const EXTENSIONS = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];

/** Whether a word on the command line means a file, and not a lesson. */
function isFileName(word: string, cwd: string): boolean {
  return /[\\/]|\.[a-z]\w*$/i.test(word) || existsSync(path.resolve(cwd, word));
}

/** The name of the n-th client, from 0. */
function nameClient(index: number): string {
  return index === 0 ? 'client' : `client-${index + 1}`;
}

/**
 * The variables for programs that aren't a lesson's. Shells export HOST as the machine's name, which is no
 * address to listen on.
 */
function readFilesEnvironment({ environment }: Context, options: Options): Record<string, string> {
  const isShells = isMachine(environment.HOST ?? '');
  return { ...(isShells && { HOST: '127.0.0.1' }), ...readEnvironment(options) };
}

/** The variables that `--port` and `--host` set. */
function readEnvironment({ port, host }: Options): Record<string, string> {
  return {
    ...(port !== undefined && { PORT: String(port) }),
    ...(host !== undefined && { HOST: host }),
  };
}

/** Reads the operands of `run`: files, or a lesson (the current one without a name). Throws a usage Failure. */
export function findProgramsToRun(
  context: Context,
  options: Options,
  words: readonly string[],
): ProgramsToRun {
  const [first] = words;
  if (first !== undefined && (words.length > 1 || isFileName(first, context.cwd))) {
    return targetFiles(context, options, words);
  }
  const copy = openLessonCopy(context, first);
  return { ...targetLesson(copy.lesson, copy.directory, options), notes: copy.notes };
}

/** The target for files: the first is the server, the others are its clients. Throws a usage Failure. */
function targetFiles(context: Context, options: Options, words: readonly string[]): ProgramsToRun {
  if (options.only !== undefined) throw fail((say) => say.notWithFiles('--only'));
  const files = words.map((word) => requireProgram(context.cwd, word));
  const environment = readFilesEnvironment(context, options);
  const [server, ...clients] = files.map((file, index) => ({
    actor: index === 0 ? 'server' : nameClient(index - 1),
    file,
    cwd: context.cwd,
    environment,
  }));
  return {
    ...(server && { server }),
    clients,
    folders: [...new Set(files.map((file) => path.dirname(file)))],
    notes: [],
    isLesson: false,
  };
}

function requireProgram(cwd: string, word: string): string {
  const file = path.resolve(cwd, word);
  const stats = statSync(file, { throwIfNoEntry: false });
  const isRunnable = EXTENSIONS.includes(path.extname(file));
  const endings = EXTENSIONS.join(' ');
  if (!stats) throw fail((say) => say.noSuchFile(word, isRunnable ? null : endings));
  if (stats.isDirectory()) throw fail((say) => say.isFolder(word));
  if (!isRunnable) throw fail((say) => say.notAProgram(word, endings));
  return file;
}

/**
 * The target for a lesson: `server.ts` and `client.ts` of `directory` (absolute), or one half of it; a
 * lesson that has neither runs its first file alone. Throws a usage Failure where a half is missing.
 */
function targetLesson(
  lesson: { number: number; files: readonly string[] },
  directory: string,
  options: Options,
): ProgramsToRun {
  const program = (actor: string, file: string): ProgramOptions => ({
    actor,
    file: path.join(directory, file),
    cwd: directory,
    environment: readEnvironment(options),
  });
  const has = (file: string) => lesson.files.includes(file);
  const { only } = options;
  if (only !== undefined && !has(`${only}.ts`)) {
    throw fail((say) => say.noHalf(String(lesson.number), only));
  }
  const isServerWanted = only !== 'client' && has('server.ts');
  const isClientWanted = only !== 'server' && has('client.ts');
  const first = lesson.files.find((file) => EXTENSIONS.includes(path.extname(file)));
  const lone = !isServerWanted && !isClientWanted && first ? program('server', first) : undefined;
  const server = isServerWanted ? program('server', 'server.ts') : lone;
  return {
    ...(server && { server }),
    clients: isClientWanted ? [program('client', 'client.ts')] : [],
    folders: [directory],
    notes: [],
    isLesson: true,
  };
}

function fail(tell: (say: (typeof runMessages)['en']) => string): Failure {
  return new Failure({ en: tell(runMessages.en), zh: tell(runMessages.zh) }, 2);
}
