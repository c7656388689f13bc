// A running program: its reports and output as they come, its end, and how to bring it about.
import { type Exit, readOn, startChild } from './child.ts';
import { readClock } from './clock.ts';
import { before, readPipes } from './deadline.ts';
import { createToken, launch, type ProgramOptions, readTitle } from './launch.ts';
import { killGroup, signalGroup } from './orphan-guard.ts';
import type { Supply } from './spares/spares.ts';
import type { Open } from './trace/merge.ts';
import { Order } from './trace/order.ts';
import type { TapEnding, TapRecord } from './trace/record.ts';

export type { Exit } from './child.ts';

/**
 * Whether the tap is loaded into a program. Deferred, it changes least when things happen: it holds its reports back
 * until a connection is closed or 25 ms have passed.
 */
export type Tap = boolean | 'deferred';

/** A program the stage started. */
export interface Program {
  readonly actor: string;
  readonly file: string;
  /** What it is called: its file's name, with the variables and arguments that the learner gave it. */
  readonly title: string;
  /** Whether it is not one of Node's, and has no tap. */
  readonly isForeign: boolean;
  /** Whether it is one of many clients of its kind. */
  readonly isOneOfMany: boolean;
  /** The process's id; 0 where it could not be started. */
  readonly pid: number;
  /** Settles when the process has ended; what it said last may not have been read yet. */
  readonly gone: Promise<void>;
  /** Settles when the process has ended and all it said has been read. */
  readonly exited: Promise<Exit>;
  /** How it ended, or null while it runs. */
  readonly exit: Exit | null;
  /** How it came to that end, where the tap saw it. */
  readonly ending: TapEnding | null;
  /** Whether it is known to have come to its end before `stop()` sent it a signal. */
  readonly hasEndedItself: boolean;
  /**
   * SIGTERM, then SIGKILL after 2 s; settles when it has ended. With `SIGINT` that comes first, to all
   * in its group, as Ctrl-C sends it in a shell; SIGTERM follows after 4 s.
   */
  stop(first?: FirstSignal): Promise<Exit>;
  /** Sends a signal to the program and all in its group, as a shell does. */
  signal(name: NodeJS.Signals): void;
  /**
   * What keeps the program alive, by Node's names, nothing where it has no tap, or null where it doesn't answer within 500 ms. All that it printed
   * before its answer has been read by then.
   */
  resources(): Promise<string[] | null>;
}

/** With which signal a program's end begins. */
export type FirstSignal = 'SIGINT' | 'SIGTERM';

/** How a program is started. */
export interface StartOptions {
  /** Whether it has the tap; true unless given. Without it, or deferred, it has no spare. */
  tap?: Tap;
  /** Spares that wait for programs; the process is started anew where none is for this one. */
  spares?: Supply | undefined;
}

/** How long a program has to end after SIGINT before it gets SIGTERM, in ms. */
const INT_MS = 4000;
/** How long a program has to end after SIGTERM before it is killed, in ms. */
const TERM_MS = 2000;
/** How long a program has to answer a question, in ms. */
const ANSWER_MS = 500;
/** How long what it printed before an answer is read, in ms, where it goes on and on. */
const READ_MS = 2000;

/**
 * Starts a program and hands on its records in order, soon after they were made; lines of output are
 * records of kind `stdout` and `stderr`.
 */
export function startProgram(
  options: ProgramOptions,
  how: StartOptions,
  onRecord: (record: TapRecord) => void,
): Program {
  const order = new Order<TapRecord, null>((record) => onRecord(record), 0);
  const open: Open = (source) => order.open(null, source);
  return startInto(options, how, open, {
    onEnd: () => order.flush(),
    settle: () => order.settled(),
  });
}

/** Who takes a program's records. */
export interface Taker {
  /** Called when all were handed in, before `exited` settles. */
  onEnd?(): void;
  /** Resolves when all that was handed in has been taken. */
  settle?(): Promise<void>;
}

/** Starts a program whose records go into channels. */
export function startInto(
  options: ProgramOptions,
  how: StartOptions,
  open: Open,
  { onEnd = () => {}, settle = async () => {} }: Taker = {},
): Program {
  const { actor, file } = options;
  const title = readTitle(options);
  const life = open();
  const t = readClock();
  const { child, token } = startProcess(options, how);
  const pid = child.pid ?? 0;
  life.push({ t, kind: 'start', text: title, ...(pid > 0 && { pid }) });
  const own = startChild(child, token, open, (text) =>
    life.push({ t: readClock(), kind: 'stderr', text }),
  );
  const { output, ended, gone, ask } = own;
  let exit: Exit | null = null;
  let stopped: number | null = null;
  const exited = ended.then((end) => {
    exit = end;
    life.push({ t: readClock(), kind: 'exit', ...end });
    life.lift();
    onEnd();
    return end;
  });

  return {
    actor,
    file,
    title,
    isForeign: options.isForeign ?? false,
    isOneOfMany: options.many !== undefined,
    pid,
    gone,
    exited,
    get exit() {
      return exit;
    },
    get ending() {
      return exit && own.ending;
    },
    get hasEndedItself() {
      return exit !== null && isOwnEnd(exit, own.ending, stopped);
    },
    signal: (name) => signalGroup(child, name),
    async stop(first = 'SIGTERM') {
      // One that has ended may not have been read to its end yet.
      if (child.exitCode === null && child.signalCode === null) stopped ??= readClock();
      // On Windows Ctrl-C reaches all programs of the console by itself, and a signal would end them at once.
      if (first === 'SIGINT' && process.platform !== 'win32') {
        signalGroup(child, 'SIGINT');
        signalGroup(child, 'SIGCONT');
        if ((await before(exited, INT_MS)) !== 'deadline') return exited;
      }
      child.kill('SIGTERM');
      // One that SIGSTOP has stopped takes no other signal before it goes on.
      if (process.platform !== 'win32') child.kill('SIGCONT');
      if ((await before(exited, TERM_MS)) === 'deadline') killGroup(child);
      return exited;
    },
    async resources() {
      if (token === null) return [];
      const answer = await before(Promise.race([ask(), exited.then(() => null)]), ANSWER_MS);
      if (answer === 'deadline' || answer === null) return null;
      // What was printed before an answer comes by another pipe, and may not have been read when the answer is.
      await readOn(output, READ_MS, async () => {
        await readPipes();
        // A channel that was full is read again once what it holds has been taken.
        await before(settle(), READ_MS);
        return false;
      });
      return answer;
    },
  };
}

/** Whether a program came to its end before it was sent a signal, at `stopped`; null where it wasn't. */
function isOwnEnd({ signal }: Exit, ending: TapEnding | null, stopped: number | null): boolean {
  if (stopped === null) return true;
  // A signal that cuts its last steps short ends it all the same, unless an error had.
  const isCut = signal !== null && ending?.cause !== 'thrown' && ending?.cause !== 'rejected';
  return ending !== null && ending.begun < stopped && !isCut;
}

/** The process of a program: a spare that waited for it, or one that is started anew. */
function startProcess(options: ProgramOptions, { tap = true, spares }: StartOptions) {
  const isTapped = tap !== false && !options.isForeign;
  const spare = isTapped && tap === true ? spares?.take(options) : null;
  if (spare) {
    spare.cue(options);
    return spare;
  }
  const token = isTapped ? createToken() : null;
  return { child: launch(options, token, tap === 'deferred' ? 'deferred' : null), token };
}
