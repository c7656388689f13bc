// The process that a program runs in: its output and reports are read until it has ended.
import type { ChildProcess } from 'node:child_process';
import type { Writable } from 'node:stream';
import { before } from './deadline.ts';
import { killGroup } from './orphan-guard.ts';
import type { Open } from './trace/merge.ts';
import { type ProgramOutput, readOutput } from './trace/program-output.ts';
import { CONTROL_FD, type TapRecord } from './trace/record.ts';

/** How a process ended: an exit code, or the signal that ended it. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A process that runs a program, or is about to. */
export interface Child {
  readonly child: ChildProcess;
  readonly output: ProgramOutput;
  /** Settles when the process has ended and all it wrote has been read. */
  readonly ended: Promise<Exit>;
  /** Asks the tap what keeps the program alive, by Node's names; all that wait take the next answer. */
  ask(): Promise<string[]>;
}

/** How long a pipe may stay open without data after the program's end, in ms. */
const REST_MS = 300;
/** How long a process that left the program's group is read from after the program's end, in ms. */
const ESCAPED_MS = 3000;
/** The exit code of a program that could not be started, as shells have it. */
const NOT_STARTED = 127;

/** Reads a process; `token` is that of the tap's marks, null without a tap. */
export function startChild(
  child: ChildProcess,
  token: string | null,
  open: Open,
  { onBegun = () => {}, onFailure = () => {} }: ChildEvents = {},
): Child {
  const questions = openQuestions(child);
  const output = readOutput(child, token, open, (answer) => {
    if ('resources' in answer) questions.answer(answer.resources);
    else if (answer.state === 'begun') onBegun();
  });
  return { child, output, ended: waitForEnd(child, output, onFailure), ask: questions.ask };
}

/** What is reported of a process beside its records. */
export interface ChildEvents {
  /** A spare has become the program. */
  onBegun?(): void;
  /** The process could not be started. */
  onFailure?(message: string): void;
}

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
  output: ProgramOutput,
  onFailure: (message: string) => void,
): Promise<Exit> {
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = await new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', ({ message }) => {
      onFailure(message);
      resolve({ code: NOT_STARTED, signal: null });
    });
  });
  // What a program leaves running in its group is no longer the learner's.
  killGroup(child);
  output.lift();
  await waitForSilence(closed, output);
  output.end();
  return end;
}

/** Waits until the pipes are closed; a descriptor that another group inherited may stay open for ever. */
async function waitForSilence(closed: Promise<void>, output: ProgramOutput): Promise<void> {
  const deadline = performance.now() + ESCAPED_MS;
  for (let pieces = -1; pieces !== output.pieces && performance.now() < deadline; ) {
    pieces = output.pieces;
    if ((await before(closed, REST_MS)) !== 'deadline') return;
    // If this process was starved, data that was written meanwhile is still unread.
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Records of a spare, held back until it has become the program. */
export function holdBack(open: Open): { open: Open; release(): void } {
  let held: (() => void)[] | null = [];
  return {
    open(source) {
      const channel = open(source);
      return {
        push(record: TapRecord) {
          if (held) held.push(() => channel.push(record));
          else channel.push(record);
        },
        lift: () => channel.lift(),
        hold: (isHeld) => channel.hold(isHeld),
      };
    },
    release() {
      const records = held ?? [];
      held = null;
      for (const push of records) push();
    },
  };
}
