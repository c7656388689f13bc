// What to run: a lesson's programs in the learner's copy, or any files; and what stands between them.
import path from 'node:path';
import { findContradiction, pickFaults, spellFaults } from '../../course/run-options.ts';
import { isInputOurs } from '../../play/foreground.ts';
import { type LessonCopy, openLessonCopy } from '../../play/lesson-copy.ts';
import { isMachine } from '../../play/run-address.ts';
import { type ProgramOptions, readTitle } from '../../stage/launch.ts';
import { mentionsPort } from '../../stage/program-source.ts';
import type { ProxyPlan } from '../../stage/stage.ts';
import { misuse } from '../../text/failure.ts';
import { runMessages } from '../../text/messages/run.ts';
import type { Context } from '../context.ts';
import { type Options, usage } from '../options.ts';
import { EXTENSIONS, isProgram, readOperand } from './operand.ts';

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
  /** Whether the programs, which aren't a lesson's, meet at the port in `PORT`. */
  isPortRead: boolean;
}

/** Reads the operands of `run`: programs, or a lesson (the current one without a name). Throws a usage Failure. */
export function findProgramsToRun(
  context: Context,
  options: Options,
  words: readonly string[],
): ProgramsToRun {
  const [first] = words;
  const isOwn = first !== undefined && (words.length > 1 || isProgram(context.cwd, first));
  const target = isOwn
    ? targetFiles(context, options, words)
    : targetLesson(openLessonCopy(context, first), options);
  const last = target.clients.at(-1) ?? target.server;
  // Of many runs only the first could read it.
  if (last) last.hasInput = options.times === undefined && isInputOurs();
  return target;
}

/** The proxy of a command line, or null. Throws a usage Failure where there are no two programs to put it between. */
export function planProxy(options: Options, target: ProgramsToRun): ProxyPlan | null {
  const faults = pickFaults(options);
  if (!faults) return null;
  const both = findContradiction(faults);
  if (both) throw usage((say) => say.contradict(...both));
  const label = spellFaults(faults);
  if (target.server && target.clients.length > 0) return { faults, label };
  throw misuse(runMessages, (say) => say.proxyAlone(label));
}

/** The target for files: the first is the server, the others are its clients. Throws a usage Failure. */
function targetFiles(
  { cwd, environment }: Context,
  options: Options,
  words: readonly string[],
): ProgramsToRun {
  if (options.only !== undefined) throw misuse(runMessages, (say) => say.notWithFiles('--only'));
  const operands = words.map((word) => readOperand(cwd, word));
  // Shells export HOST as the machine's name, which is no address to listen on.
  const host = isMachine(environment.HOST ?? '') ? { HOST: '127.0.0.1' } : {};
  const actors = ['server', 'client'];
  const [server, ...clients] = operands.map(
    (operand, index): ProgramOptions => ({
      ...operand,
      actor: actors[index] ?? `client-${index}`,
      cwd,
      environment: { ...host, ...readEnvironment(options) },
    }),
  );
  if (
    server?.isForeign &&
    clients.length > 0 &&
    !takesPort(server) &&
    options.port === undefined &&
    !environment.PORT
  ) {
    throw misuse(runMessages, (say) => say.noPlace(readTitle(server)));
  }
  return {
    ...(server && { server }),
    clients,
    folders: [
      ...new Set(operands.flatMap(({ file, isForeign }) => (isForeign ? [] : path.dirname(file)))),
    ],
    notes: [],
    isLesson: false,
    // Where a client doesn't ask for its port, or was given one, the server must have the one that it was written for.
    isPortRead: server?.isForeign === true || (clients.length > 0 && clients.every(takesPort)),
  };
}

/** Whether a program asks for the port of its run. */
function takesPort({ file, isForeign, arguments: words = [], variables }: ProgramOptions): boolean {
  if (isForeign) return words.some((word) => word.includes('{port}'));
  return variables?.PORT === undefined && mentionsPort(file);
}

/**
 * The target for a lesson: `server.ts` and `client.ts` of the learner's copy, or one half of it; a
 * lesson that has neither runs its first file alone. Throws a usage Failure where a half is missing.
 */
function targetLesson({ lesson, directory, notes }: LessonCopy, options: Options): ProgramsToRun {
  const { files, number } = lesson;
  const { only } = options;
  const program = (actor: string, file: string): ProgramOptions => ({
    actor,
    file: path.join(directory, file),
    cwd: directory,
    environment: readEnvironment(options),
  });
  const find = (half: 'server' | 'client') =>
    files.includes(`${half}.ts`) && (only ?? half) === half ? program(half, `${half}.ts`) : null;
  const [server, client] = [find('server'), find('client')];
  if (only !== undefined && !server && !client) {
    throw misuse(runMessages, (say) => say.noHalf(String(number), only));
  }
  const first = files.find((file) => EXTENSIONS.includes(path.extname(file)));
  const lone = !client && first ? program('server', first) : null;
  const served = server ?? lone;
  return {
    ...(served && { server: served }),
    clients: client ? [client] : [],
    folders: [directory],
    notes,
    isLesson: true,
    isPortRead: false,
  };
}

/** The variables that `--port` and `--host` set. */
function readEnvironment({ port, host }: Options): Record<string, string> {
  return {
    ...(port !== undefined && { PORT: String(port) }),
    ...(host !== undefined && { HOST: host }),
  };
}
