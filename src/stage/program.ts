// A running program: its reports and output as they come, its end, and how to bring it about.
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { readClock } from './clock.ts';
import { before } from './deadline.ts';
import { releaseGroup } from './guard.ts';
import { launch, type ProgramOptions } from './launch.ts';
import { cutLines, type Lines } from './lines.ts';
import { CONTROL_FD, REPORT_FD, type TapAnswer, type TapRecord } from './record.ts';

/** How a process ended: an exit code, or the signal that ended it. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

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
  /** SIGTERM, then SIGKILL after 2 s; settles when it has ended. */
  stop(): Promise<Exit>;
  /** Sends the process a signal. */
  signal(name: NodeJS.Signals): void;
  /** What keeps the program alive, by Node's names, or null where it doesn't answer within 500 ms. */
  resources(): Promise<string[] | null>;
}

/** How long a program has to end after SIGTERM before it is killed, in ms. */
const TERM_MS = 2000;
/** How long output may still come from what a program spawned, after its own end, in ms. */
const REST_MS = 300;
/** How long a program has to answer a question, in ms. */
const ANSWER_MS = 500;

/** Starts a program and hands on its records; lines of output are records of kind `stdout` and `stderr`. */
export function startProgram(
  options: ProgramOptions,
  isTapped: boolean,
  onRecord: (record: TapRecord) => void,
): Program {
  const t = readClock();
  const child = launch(options, isTapped);
  onRecord({
    t,
    kind: 'start',
    text: path.basename(options.file),
    ...(child.pid && { pid: child.pid }),
  });
  let answer: ((resources: string[]) => void) | null = null;
  const output = openOutput(onRecord);
  readReports(child, output, onRecord, (resources) => answer?.(resources));
  readRaw(child, output);

  let exit: Exit | null = null;
  const exited = waitForEnd(child, output, onRecord).then((end) => {
    exit = end;
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
    signal: (name) => void child.kill(name),
    async stop() {
      child.kill('SIGTERM');
      const end = await before(exited, TERM_MS);
      if (end === 'deadline') killGroup(child);
      return exited;
    },
    async resources() {
      const answered = new Promise<string[]>((resolve) => {
        answer = resolve;
      });
      (child.stdio[CONTROL_FD] as Writable | undefined)?.write('\n');
      const first = await before(Promise.race([answered, exited.then(() => null)]), ANSWER_MS);
      return first === 'deadline' ? null : first;
    },
  };
}

/** The program's output, cut into lines; pieces keep the stamp of the write that completed the line. */
interface Output {
  stdout: Lines;
  stderr: Lines;
  /** When the piece now being cut was written, in microseconds. */
  t: number;
}

function openOutput(onRecord: (record: TapRecord) => void): Output {
  const output: Output = {
    t: 0,
    stdout: cutLines((text) => onRecord({ t: output.t, kind: 'stdout', text })),
    stderr: cutLines((text) => onRecord({ t: output.t, kind: 'stderr', text })),
  };
  return output;
}

function readReports(
  child: ChildProcess,
  output: Output,
  onRecord: (record: TapRecord) => void,
  onAnswer: (resources: string[]) => void,
): void {
  const take = (line: string) => {
    const report = JSON.parse(line) as TapRecord | TapAnswer | { tapped: number };
    if ('resources' in report) onAnswer(report.resources);
    else if ('kind' in report) {
      output.t = report.t;
      if (report.kind === 'stdout') output.stdout.push(report.text ?? '');
      else if (report.kind === 'stderr') output.stderr.push(report.text ?? '');
      else onRecord(report);
    }
  };
  const lines = cutLines(take);
  const stream = child.stdio[REPORT_FD] as Readable | undefined;
  stream?.on('data', (piece: Buffer) => lines.push(piece));
  stream?.on('error', () => {});
  (child.stdio[CONTROL_FD] as Writable | undefined)?.on('error', () => {});
}

/** What bypasses the tap: an uncaught error's report, `fs.writeSync(1, …)`, the output of what it spawns. */
function readRaw(child: ChildProcess, output: Output): void {
  child.stdout?.on('data', (piece: Buffer) => {
    output.t = readClock();
    output.stdout.push(piece);
  });
  child.stderr?.on('data', (piece: Buffer) => {
    output.t = readClock();
    output.stderr.push(piece);
  });
}

async function waitForEnd(
  child: ChildProcess,
  output: Output,
  onRecord: (record: TapRecord) => void,
): Promise<Exit> {
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = await new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', (error) => {
      output.t = readClock();
      output.stderr.push(`${error.message}\n`);
      resolve({ code: 127, signal: null });
    });
  });
  const t = readClock();
  // What a program leaves behind in its group is not the learner's any more.
  killGroup(child);
  // A descriptor that escaped into another group may stay open for ever.
  await before(closed, REST_MS);
  for (const stream of child.stdio) stream?.destroy();
  output.t = Math.max(output.t, t);
  output.stdout.end();
  output.stderr.end();
  onRecord({ t: Math.max(output.t, readClock()), kind: 'exit', ...end });
  return end;
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
