// A spare: a process with everything loaded that a program needs, waiting for the cue to become that program.
import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import {
  createToken,
  launchSpare,
  type ProgramOptions,
  readEnvironment,
  readFolder,
} from '../launch.ts';
import { killGroup } from '../orphan-guard.ts';
import { CONTROL_FD, type Cue, REPORT_FD } from '../trace/record.ts';

/** A process that can become a program. */
export interface Spare {
  readonly child: ChildProcess;
  /** The token of its marks. */
  readonly token: string;
  /** Whether it waits for its cue; false at first, and once it has ended. */
  readonly isWaiting: boolean;
  readonly hasEnded: boolean;
  /** Settles once it waits, or has ended instead. */
  readonly ready: Promise<void>;
  /** Settles when it has ended, spare or program. */
  readonly ended: Promise<void>;
  /** Turns it into the program, of which only the environment may differ from that of the spare. */
  cue(options: ProgramOptions): void;
  /** Kills it. */
  kill(): void;
}

/** Starts a spare for a program; `hasCompiler` tells whether tsx's compiler is started too. */
export function openSpare(options: ProgramOptions, hasCompiler: boolean): Spare {
  const token = createToken();
  const child = launchSpare(options, token, hasCompiler);
  const control = child.stdio?.[CONTROL_FD] as Writable | undefined;
  // Writing to a spare that dies fails, and the spare is replaced.
  for (const stream of child.stdio ?? []) stream?.on('error', () => {});
  let isWaiting = false;
  let isCued = false;
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      isWaiting = false;
      hasEnded = true;
      // Its new owner cleans up what the program leaves behind.
      if (!isCued) killGroup(child);
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  const waiting = readFirstReport(child).then(() => {
    isWaiting = !hasEnded;
  });
  return {
    child,
    token,
    get isWaiting() {
      return isWaiting;
    },
    get hasEnded() {
      return hasEnded;
    },
    ready: Promise.race([waiting, ended]),
    ended,
    cue(program) {
      isWaiting = false;
      isCued = true;
      const cue: Cue = { cwd: readFolder(program), environment: readEnvironment(program) };
      control?.write(`${JSON.stringify(cue)}\n`);
    },
    kill: () => killGroup(child),
  };
}

/** Waits for the first report, which says that the spare waits: it has nothing else to report before its cue. */
function readFirstReport(child: ChildProcess): Promise<void> {
  const reports = child.stdio?.[REPORT_FD] as Readable | undefined;
  return new Promise((resolve) => {
    reports?.on('data', function take(piece: Buffer) {
      if (!piece.includes('\n')) return;
      reports.off('data', take);
      // What comes after the cue is for its new reader.
      reports.pause();
      resolve();
    });
  });
}
