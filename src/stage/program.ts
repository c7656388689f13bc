// A running program: its reports and output as they come, its end, and how to bring it about.
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { readClock } from './clock.ts';
import { before } from './deadline.ts';
import { releaseGroup } from './guard.ts';
import { createToken, launch, type ProgramOptions } from './launch.ts';
import type { Open } from './merge.ts';
import { openOrder } from './order.ts';
import { type Output, readOutput } from './output.ts';
import { CONTROL_FD, type TapRecord } from './record.ts';

/** How a process ended: an exit code, or the signal that ended it. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/**
 * Whether the tap is loaded into a program. Deferred, it changes least when things happen: it holds its reports back
 * until a connection is closed or 25 ms have passed.
 */
export type Tap = boolean | 'deferred';

/** A program the stage started. */
export interface Program {
  readonly actor: string;
  readonly file: string;
  /** The process's id; 0 where it could not be started. */
  readonly pid: number;
  /** Settles when the process has ended and all it said has been read. */
  readonly exited: Promise<Exit>;
  /** How it ended, or null while it runs. */
  readonly exit: Exit | null;
  /** What it wrote last without ending the line, such as a prompt; no event tells it before the line's end. */
  readonly unfinished: { stdout: string; stderr: string };
  /** SIGTERM, then SIGKILL after 2 s; settles when it has ended. */
  stop(): Promise<Exit>;
  /** Sends the process a signal. */
  signal(name: NodeJS.Signals): void;
  /** What keeps the program alive, by Node's names, or null where it doesn't answer within 500 ms. */
  resources(): Promise<string[] | null>;
}

/** How long a program has to end after SIGTERM before it is killed, in ms. */
const TERM_MS = 2000;
/** How long a pipe may stay open and silent after the program's end, in ms. */
const REST_MS = 300;
/** How long whoever escaped from the program's group is listened to after its end, in ms. */
const ESCAPED_MS = 3000;
/** How long a program has to answer a question, in ms. */
const ANSWER_MS = 500;
/** The exit code of a program that could not be started, as shells have it. */
const NOT_STARTED = 127;

/**
 * Starts a program and hands on its records in order, soon after they were made; lines of output are
 * records of kind `stdout` and `stderr`.
 */
export function startProgram(
  options: ProgramOptions,
  tap: Tap,
  onRecord: (record: TapRecord) => void,
): Program {
  const order = openOrder<TapRecord, null>((record) => onRecord(record), 0);
  return startInto(options, tap, (source) => order.open(null, source), order.flush);
}

/**
 * Starts a program whose records go into channels. `onEnd` is called when all were handed in, before
 * `exited` settles.
 */
export function startInto(
  options: ProgramOptions,
  tap: Tap,
  open: Open,
  onEnd: () => void = () => {},
): Program {
  const life = open();
  const note = (record: TapRecord) => life.push(record);
  const t = readClock();
  const token = tap === false ? null : createToken();
  const child = launch(options, token, tap === 'deferred');
  note({
    t,
    kind: 'start',
    text: path.basename(options.file),
    ...(child.pid && { pid: child.pid }),
  });
  const questions = openQuestions(child);
  const output = readOutput(child, token, open, questions.answer);

  let exit: Exit | null = null;
  const exited = waitForEnd(child, output, note).then((end) => {
    exit = end;
    life.lift();
    onEnd();
    return end;
  });

  return {
    actor: options.actor,
    file: options.file,
    pid: child.pid ?? 0,
    exited,
    get exit() {
      return exit;
    },
    get unfinished() {
      return output.unfinished;
    },
    signal: (name) => void child.kill(name),
    async stop() {
      child.kill('SIGTERM');
      const end = await before(exited, TERM_MS);
      if (end === 'deadline') killGroup(child);
      return exited;
    },
    async resources() {
      const first = await before(
        Promise.race([questions.ask(), exited.then(() => null)]),
        ANSWER_MS,
      );
      return first === 'deadline' ? null : first;
    },
  };
}

/** Questions to the tap; all that wait take the next answer. */
function openQuestions(child: ChildProcess) {
  const control = child.stdio?.[CONTROL_FD] as Writable | undefined;
  control?.on('error', () => {});
  let waiting: ((resources: string[]) => void)[] = [];
  return {
    ask(): Promise<string[]> {
      return new Promise((resolve) => {
        waiting.push(resolve);
        control?.write('\n');
      });
    },
    answer(resources: string[]) {
      const asking = waiting;
      waiting = [];
      for (const resolve of asking) resolve(resources);
    },
  };
}

async function waitForEnd(
  child: ChildProcess,
  output: Output,
  note: (record: TapRecord) => void,
): Promise<Exit> {
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = await new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', ({ message }) => {
      note({ t: readClock(), kind: 'stderr', text: message });
      resolve({ code: NOT_STARTED, signal: null });
    });
  });
  // What a program leaves behind in its group is not the learner's any more.
  killGroup(child);
  output.lift();
  await waitForSilence(closed, output);
  output.end();
  note({ t: readClock(), kind: 'exit', ...end });
  return end;
}

/** Waits until the pipes are closed; a descriptor that escaped into another group may stay open for ever. */
async function waitForSilence(closed: Promise<void>, output: Output): Promise<void> {
  const deadline = performance.now() + ESCAPED_MS;
  for (let pieces = -1; pieces !== output.pieces && performance.now() < deadline; ) {
    pieces = output.pieces;
    if ((await before(closed, REST_MS)) !== 'deadline') return;
    // Where this process was kept from running, what was written meanwhile has yet to be read.
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is empty already.
  }
  if (child.exitCode !== null || child.signalCode !== null) releaseGroup(child.pid);
}
