// A running program: its reports and output as they come, its end, and how to bring it about.
import path from 'node:path';
import { type Child, type Exit, holdBack, startChild } from './child.ts';
import { readClock } from './clock.ts';
import { before } from './deadline.ts';
import { createToken, launch, type ProgramOptions } from './launch.ts';
import { killGroup } from './orphan-guard.ts';
import type { Spare } from './spares/spare.ts';
import type { Spares } from './spares/spares.ts';
import type { Open } from './trace/merge.ts';
import { openOrder } from './trace/order.ts';
import type { TapRecord } from './trace/record.ts';

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
  /**
   * What keeps the program alive, by Node's names, or null where it doesn't answer within 500 ms. All that it printed
   * before its answer has been read by then.
   */
  resources(): Promise<string[] | null>;
}

/** How a program is started. */
export interface StartOptions {
  /** Whether it has the tap; true unless given. Without it, or deferred, it has no spare. */
  tap?: Tap;
  /** Spares that wait for programs; the process is started anew where none is for this one. */
  spares?: Spares | undefined;
}

/** How long a program has to end after SIGTERM before it is killed, in ms. */
const TERM_MS = 2000;
/** How long a spare has to begin, in ms: as long as it is stuck, so is the program. */
const BEGIN_MS = 5000;
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
  const order = openOrder<TapRecord, null>((record) => onRecord(record), 0);
  const open: Open = (source) => order.open(null, source);
  return startInto(options, how, open, { onEnd: order.flush, settle: order.settled });
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
  { tap = true, spares }: StartOptions,
  open: Open,
  { onEnd = () => {}, settle = async () => {} }: Taker = {},
): Program {
  const life = open();
  let body: Child | null = null;
  let spare: Spare | null = (tap === true && spares?.take(options)) || null;
  /** The signal that ended it before it began. */
  let called: NodeJS.Signals | null = null;
  let callOff: () => void = () => {};
  const calledOff = new Promise<void>((resolve) => {
    callOff = resolve;
  });
  let exit: Exit | null = null;

  function noteStart(pid: number | undefined, t: number): void {
    life.push({ t, kind: 'start', text: path.basename(options.file), ...(pid && { pid }) });
  }

  async function perform(): Promise<Exit> {
    return (spare && (await performInSpare(spare))) ?? performCold();
  }

  function performCold(): Promise<Exit> {
    const token = tap === false ? null : createToken();
    const t = readClock();
    const child = launch(options, token, tap === 'deferred');
    noteStart(child.pid, t);
    body = startChild(child, token, open, {
      onFailure: (text) => life.push({ t: readClock(), kind: 'stderr', text }),
    });
    return body.ended;
  }

  /** Hands the program to a spare as soon as that is ready; null where it died, or was stuck, before it began. */
  async function performInSpare(mine: Spare): Promise<Exit | null> {
    const stuck = setTimeout(mine.kill, BEGIN_MS);
    try {
      await Promise.race([mine.ready, calledOff]);
      if (called !== null || !mine.isWaiting) return endUnbegun(mine);
      return await handOver(mine, () => clearTimeout(stuck));
    } finally {
      clearTimeout(stuck);
    }
  }

  async function handOver(mine: Spare, onBegun: () => void): Promise<Exit | null> {
    const t = readClock();
    const back = holdBack(open);
    let hasBegun = false;
    body = startChild(mine.child, mine.token, back.open, {
      onBegun() {
        hasBegun = true;
        onBegun();
        noteStart(mine.child.pid, t);
        back.release();
      },
    });
    mine.cue(options);
    const end = await body.ended;
    if (hasBegun) return end;
    body = null;
    return endUnbegun(mine);
  }

  /**
   * Ends a program that never began. Where it was stopped, whoever started it sees what it would see of a
   * process just started, but for the id: that is the spare's, which waits for the next one.
   */
  function endUnbegun(mine: Spare): Exit | null {
    spare = null;
    if (called === null) return null;
    noteStart(undefined, readClock());
    if (called === 'SIGKILL') mine.kill();
    else spares?.giveBack(mine);
    return { code: null, signal: called };
  }

  function signal(name: NodeJS.Signals): void {
    called ??= name;
    callOff();
    body?.child.kill(name);
  }

  /** What was printed before an answer comes by another pipe, and may not have been read when the answer is. */
  async function readOn({ output }: Child): Promise<void> {
    const deadline = performance.now() + READ_MS;
    for (let pieces = -1; pieces !== output.pieces && performance.now() < deadline; ) {
      pieces = output.pieces;
      await readPipes();
      await before(settle(), READ_MS);
      // A channel that was full is read again.
      await readPipes();
    }
  }

  const exited = perform().then((end) => {
    exit = end;
    life.push({ t: readClock(), kind: 'exit', ...end });
    life.lift();
    onEnd();
    return end;
  });

  return {
    actor: options.actor,
    file: options.file,
    get pid() {
      return (body?.child ?? spare?.child)?.pid ?? 0;
    },
    exited,
    get exit() {
      return exit;
    },
    get unfinished() {
      return body?.output.unfinished ?? { stdout: '', stderr: '' };
    },
    signal,
    async stop() {
      signal('SIGTERM');
      const end = await before(exited, TERM_MS);
      if (end === 'deadline' && body) killGroup(body.child);
      return exited;
    },
    async resources() {
      if (!body) return null;
      const first = await before(Promise.race([body.ask(), exited.then(() => null)]), ANSWER_MS);
      if (first === 'deadline' || first === null) return null;
      await readOn(body);
      return first;
    },
  };
}

/** Lets a whole turn of the loop go by, in which all pipes are read. */
async function readPipes(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
