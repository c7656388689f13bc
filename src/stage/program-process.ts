// The process of a program: a spare that waited for it, or one that is started anew.
import path from 'node:path';
import { type Child, type Exit, holdBack, startChild } from './child.ts';
import { readClock } from './clock.ts';
import { createToken, launch, type ProgramOptions } from './launch.ts';
import type { Spare } from './spares/spare.ts';
import type { Spares } from './spares/spares.ts';
import type { Open } from './trace/merge.ts';

/**
 * Whether the tap is loaded into a program. Deferred, it changes least when things happen: it holds its reports back
 * until a connection is closed or 25 ms have passed.
 */
export type Tap = boolean | 'deferred';

/** What a process is started for. */
export interface ProcessOptions {
  program: ProgramOptions;
  tap: Tap;
  /** Spares that wait for programs. */
  spares: Spares | undefined;
  /** Opens the channels that its records go into. */
  open: Open;
  /** Where its start is told. */
  life: ReturnType<Open>;
}

/** How long a spare has to begin, in ms: as long as it is stuck, so is the program. */
const BEGIN_MS = 5000;
/** Runs a program once, in a spare where one is for it. */
export class ProgramProcess {
  /** The child that has the program; null before it began. */
  body: Child | null = null;
  private readonly options: ProcessOptions;
  private spare: Spare | null;
  /** The signal that ended it before it began. */
  private called: NodeJS.Signals | null = null;
  private callOff: () => void = () => {};
  private readonly calledOff = new Promise<void>((resolve) => {
    this.callOff = resolve;
  });

  constructor(options: ProcessOptions) {
    this.options = options;
    const { tap, spares, program } = options;
    this.spare = (tap === true && spares?.take(program)) || null;
  }

  /** The process's id; 0 where it could not be started. */
  get pid(): number {
    return (this.body?.child ?? this.spare?.child)?.pid ?? 0;
  }

  /** Runs it; settles when it has ended. */
  async run(): Promise<Exit> {
    return (this.spare && (await this.performInSpare(this.spare))) ?? this.performCold();
  }

  private noteStart(pid: number | undefined, t: number): void {
    this.options.life.push({
      t,
      kind: 'start',
      text: path.basename(this.options.program.file),
      ...(pid && { pid }),
    });
  }

  private performCold(): Promise<Exit> {
    const { tap, life, open } = this.options;
    const token = tap === false ? null : createToken();
    const t = readClock();
    const child = launch(this.options.program, token, tap === 'deferred');
    this.noteStart(child.pid, t);
    this.body = startChild(child, token, open, {
      onFailure: (text) => life.push({ t: readClock(), kind: 'stderr', text }),
    });
    return this.body.ended;
  }

  /** Hands the program to a spare as soon as that is ready; null where it died, or was stuck, before it began. */
  private async performInSpare(mine: Spare): Promise<Exit | null> {
    const stuck = setTimeout(mine.kill, BEGIN_MS);
    try {
      await Promise.race([mine.ready, this.calledOff]);
      if (this.called !== null || !mine.isWaiting) return this.endUnbegun(mine);
      return await this.handOver(mine, () => clearTimeout(stuck));
    } finally {
      clearTimeout(stuck);
    }
  }

  private async handOver(mine: Spare, onBegun: () => void): Promise<Exit | null> {
    const t = readClock();
    const back = holdBack(this.options.open);
    let hasBegun = false;
    this.body = startChild(mine.child, mine.token, back.open, {
      onBegun: () => {
        hasBegun = true;
        onBegun();
        this.noteStart(mine.child.pid, t);
        back.release();
      },
    });
    mine.cue(this.options.program);
    const end = await this.body.ended;
    if (hasBegun) return end;
    this.body = null;
    return this.endUnbegun(mine);
  }

  /**
   * Ends a program that never began. Where it was stopped, whoever started it sees what it would see of a
   * process just started, but for the id: that is the spare's, which waits for the next one.
   */
  private endUnbegun(mine: Spare): Exit | null {
    this.spare = null;
    if (this.called === null) return null;
    this.noteStart(undefined, readClock());
    if (this.called === 'SIGKILL') mine.kill();
    else this.options.spares?.giveBack(mine);
    return { code: null, signal: this.called };
  }

  /** Sends the process a signal, now or as soon as there is one. */
  signal(name: NodeJS.Signals): void {
    this.called ??= name;
    this.callOff();
    this.body?.child.kill(name);
  }
}
