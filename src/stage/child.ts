// The process that a program runs in: its output and reports are read until it has ended.
import type { ChildProcess } from 'node:child_process';
import type { Writable } from 'node:stream';
import { before, readPipes } from './deadline.ts';
import { killGroup } from './orphan-guard.ts';
import type { Open } from './trace/merge.ts';
import { type ProgramOutput, readOutput } from './trace/program-output.ts';
import { CONTROL_FD, type TapEnding } from './trace/record.ts';

/** How a process ended: an exit code, or the signal that ended it. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A process that runs a program. */
export interface Child {
  readonly output: ProgramOutput;
  /** Settles when the process has ended; what it wrote last may not have been read yet. */
  readonly gone: Promise<void>;
  /** Settles when the process has ended and all it wrote has been read. */
  readonly ended: Promise<Exit>;
  /** How the program came to its end, as the tap saw it; null where it didn't, or while it runs. */
  readonly ending: TapEnding | null;
  /** Asks the tap what keeps the program alive, by Node's names: as it is after the question, not before. */
  ask(): Promise<string[]>;
}

/** How long a pipe may stay open without data after the program's end, in ms. */
const REST_MS = 300;
/** How long a process that left the program's group is read from after the program's end, in ms. */
const ESCAPED_MS = 3000;
/** The exit code of a program that could not be started, as shells have it. */
const NOT_STARTED = 127;

/**
 * Reads a process; `token` is that of the tap's marks, null without a tap. `onFailure` is called where the process
 * could not be started.
 */
export function startChild(
  child: ChildProcess,
  token: string | null,
  open: Open,
  onFailure: (message: string) => void,
): Child {
  const control = child.stdio?.[CONTROL_FD] as Writable | undefined;
  control?.on('error', () => {});
  const waiting = new Map<number, (resources: string[]) => void>();
  let count = 0;
  let ending: TapEnding | null = null;
  const output = readOutput(child, token, open, (answer) => {
    if ('cause' in answer) {
      ending = answer;
      return;
    }
    const { resources, asked } = answer;
    for (const [number, resolve] of waiting) {
      if (number > asked) continue;
      waiting.delete(number);
      resolve(resources);
    }
  });
  const ended = waitForEnd(child, output, onFailure);
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    // One that could not be started has no such event.
    void ended.then(() => resolve());
  });
  return {
    output,
    gone,
    ended,
    get ending() {
      return ending;
    },
    ask: () =>
      new Promise((resolve) => {
        count += 1;
        waiting.set(count, resolve);
        control?.write('\n');
      }),
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
  // A descriptor that another group inherited may stay open for ever.
  await readOn(output, ESCAPED_MS, async () => (await before(closed, REST_MS)) !== 'deadline');
  output.end();
  return end;
}

/**
 * Waits until nothing more is read between two waits, one of them was the last, or `ms` have passed. If this process
 * was starved, data that was written meanwhile is still unread after a wait.
 */
export async function readOn(
  output: ProgramOutput,
  ms: number,
  wait: () => Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + ms;
  for (let pieces = -1; pieces !== output.pieces && performance.now() < deadline; ) {
    pieces = output.pieces;
    if (await wait()) return;
    await readPipes();
  }
}
