// A spare: a process with everything loaded that a program needs, waiting for the cue to become that program.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import {
  createToken,
  launch,
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
  readonly hasEnded: boolean;
  /** Settles once all is loaded, or it has ended instead. */
  readonly ready: Promise<unknown>;
  /** Settles when it has ended, spare or program. */
  readonly ended: Promise<void>;
  /** Turns it into the program, as soon as all is loaded; only the environment may differ from that of the spare. */
  cue(options: ProgramOptions): void;
  /** Kills it. */
  kill(): void;
}

/** Starts a spare for a program; `hasCompiler` tells whether tsx's compiler is started too. */
export function openSpare(options: ProgramOptions, hasCompiler: boolean): Spare {
  const token = createToken();
  const child = launch(options, token, hasCompiler ? 'compiling' : 'spare');
  // Writing to a spare that dies fails, and the spare is replaced.
  for (const stream of child.stdio ?? []) stream?.on('error', () => {});
  let isCued = false;
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      hasEnded = true;
      // Its new owner cleans up what the program leaves behind.
      if (!isCued) killGroup(child);
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  const reports = child.stdio?.[REPORT_FD] as Readable | undefined;
  return {
    child,
    token,
    get hasEnded() {
      return hasEnded;
    },
    ready: Promise.race([reports && once(reports, 'readable').catch(() => {}), ended]),
    ended,
    cue(program) {
      isCued = true;
      // What it reports is the program's from now on.
      reports?.removeAllListeners('readable');
      const control = child.stdio?.[CONTROL_FD] as Writable | undefined;
      const cue: Cue = { cwd: readFolder(program), environment: readEnvironment(program) };
      control?.write(`${JSON.stringify(cue)}\n`);
    },
    kill: () => killGroup(child),
  };
}
