// What to run: a lesson's programs in the learner's copy, or any files; and what stands between them.
import path from 'node:path';
import { findContradiction, pickFaults, spellFaults } from '../../course/run-options.ts';
import { isInputOurs } from '../../play/foreground.ts';
import { type LessonCopy, openLessonCopy } from '../../play/lesson-copy.ts';
import { isMachine } from '../../play/run-address.ts';
import { type ProgramOptions, readTitle } from '../../stage/launch.ts';
import type { ProxyPlan } from '../../stage/stage.ts';
import { misuse } from '../../text/failure.ts';
import { runMessages } from '../../text/messages/run.ts';
import type { Context } from '../context.ts';
import { type Options, usage } from '../options.ts';
import { EXTENSIONS, isProgram, readOperand } from './operand.ts';
import { assignParts, mentionsPlace } from './parts.ts';

/** Programs to run together. */
export interface ProgramsToRun {
  server?: ProgramOptions;
  /** The servers after it, in order. */
  relays: ProgramOptions[];
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
  const [first, ...others] = words;
  const isOwn = first !== undefined && (others.length > 0 || isProgram(context.cwd, first));
  if (isOwn) return targetFiles(context, options, [first, ...others]);
  const target = targetLesson(openLessonCopy(context, first), options);
  giveInput(target.clients.at(-1) ?? target.server, options);
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

/** The target for files: the first is a server, and so is what passes on; the others are clients. Throws a usage Failure. */
function targetFiles(
  { cwd, environment }: Context,
  options: Options,
  words: readonly [string, ...string[]],
): ProgramsToRun {
  if (options.only !== undefined) throw misuse(runMessages, (say) => say.notWithFiles('--only'));
  const operands = words.map((word) => ({ ...readOperand(cwd, word), cwd }));
  const [first, ...others] = operands as [(typeof operands)[0], ...typeof operands];
  giveInput(operands.at(-1), options);
  const { server, relays, clients, isPortRead } = assignParts([first, ...others]);
  const isPlaced = mentionsPlace(server, 'port') || options.port !== undefined || environment.PORT;
  if (server.isForeign && others.length > 0 && !isPlaced) {
    throw misuse(runMessages, (say) => say.noPlace(readTitle(server), true));
  }
  // Shells export HOST as the machine's name, which is no address to listen on.
  const isUnset = relays.length > 0 && !environment.HOST;
  const host = isUnset || isMachine(environment.HOST ?? '') ? { HOST: '127.0.0.1' } : {};
  const place = (program: ProgramOptions): ProgramOptions => ({
    ...program,
    environment: { ...host, ...readEnvironment(options) },
  });
  return {
    server: place(server),
    // The port of the run is another's: they have one of their own, or the one that they were written for.
    relays: relays.map(place).map((relay) => ({
      ...relay,
      environment: { ...relay.environment, PORT: '' },
    })),
    clients: clients.map(place),
    folders: [
      ...new Set(operands.flatMap(({ file, isForeign }) => (isForeign ? [] : path.dirname(file)))),
    ],
    notes: [],
    isLesson: false,
    isPortRead,
  };
}

/** The last program has the runner's input; of many runs only the first could read it. */
function giveInput(last: Partial<ProgramOptions> | undefined, { times }: Options): void {
  if (last) last.hasInput = times === undefined && isInputOurs();
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
    relays: [],
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
