// A learner's program under check, with all that its tap reported.
import { readPort } from '../stage/address.ts';
import { before } from '../stage/deadline.ts';
import type { ProgramOptions } from '../stage/launch.ts';
import { readTimes, subtract } from '../stage/processor-times.ts';
import { type Exit, type Program, startProgram } from '../stage/program.ts';
import type { Supply } from '../stage/spares/spares.ts';
import { LISTEN_MS } from '../stage/start.ts';
import type { TapRecord } from '../stage/trace/record.ts';
import type { Bilingual } from '../text/language.ts';
import { isDebuggerLine, readDebuggerAddress } from './debugger-lines.ts';
import { describeExit } from './exit-words.ts';
import { UnmetExpectation } from './expectation-errors.ts';
import type { Debug } from './recording.ts';
import { Records } from './records.ts';
import { type Look, type Never, tellNever, waitUntilIdle } from './wait-until-idle.ts';

/** How long an expected event may take, in ms: generous, since only a failure waits that long. */
export const EVENT_MS = 4000;
/** How long a timer of the program's is waited for, in ms, and how often it is asked about one. */
const TIMER_MS = 1000;
const ASK_MS = 5;

/** How long a program that waits for a processor is waited for, in ms, and how long it may compute meanwhile. */
const PATIENCE_MS = 5000;
const COMPUTED_MS = 500;

/** How a program under check is started, and where its reports go. */
export interface ProgramUnderCheckOptions {
  /** What the learner calls the program. */
  file: string;
  /** Whether its sockets are watched. */
  isWatched: boolean;
  /** Where a spare for it comes from. */
  supply: Supply;
  /** Says when nothing more will come. */
  look: Look;
  /** Where it waits for a debugger before its first line; undefined where it doesn't. */
  debug?: Debug | undefined;
  /** Called with each record. */
  onRecord(record: TapRecord): void;
}

/** A learner's running program. */
export class ProgramUnderCheck {
  /** The file's absolute path. */
  readonly file: string;
  /** The process's id; 0 where it could not be started. */
  readonly pid: number;
  /** The port that it was told to take, 0 for any; null where it was told none. */
  readonly asked: number | null;
  /** The host that it was told to listen on. */
  readonly host: string;
  /** Whether its sockets are watched. */
  readonly isWatched: boolean;
  /** Whether it may be stopped in a debugger, and then is silent for as long as the learner likes. */
  readonly isDebugged: boolean;
  /** What it is called in the trace. */
  readonly actor: string;
  /** Settles when it has ended. */
  readonly exited: Promise<Exit>;
  readonly #reported = new Records();
  /** What its tap reported since it was started, in order, its lines of output too. */
  readonly records: readonly TapRecord[] = this.#reported.all;
  readonly #program: Program;
  readonly #look: Look;

  /** Starts it, in a spare where one is there. */
  constructor(options: ProgramOptions, under: ProgramUnderCheckOptions) {
    const { file, isWatched, supply, look, debug } = under;
    const { HOST = '127.0.0.1', PORT } = options.environment ?? {};
    this.file = file;
    this.asked = PORT === undefined ? null : Number(PORT);
    this.host = HOST;
    this.isWatched = isWatched;
    this.isDebugged = debug !== undefined;
    this.actor = options.actor;
    this.#look = look;
    const started = debug ? { ...options, debugPort: debug.port } : options;
    this.#program = startProgram(started, { spares: supply, tap: isWatched }, (record) => {
      const { kind, text = '' } = record;
      if (debug && kind === 'stderr' && isDebuggerLine(text)) {
        const address = readDebuggerAddress(text);
        if (address !== null) debug.onAddress(file, address);
        return;
      }
      this.#reported.add(record);
      under.onRecord(record);
    });
    this.pid = this.#program.pid;
    this.exited = this.#program.exited;
    // The next check is likely to start the same program, and soon.
    supply.fill();
  }

  /** How many records are not kept. */
  get dropped(): number {
    return this.#reported.dropped;
  }

  /** How it ended, or null. */
  get exit(): Exit | null {
    return this.#program.exit;
  }

  /** Where it listens, or null. */
  get address(): string | null {
    return this.records.findLast(({ kind }) => kind === 'listening')?.local ?? null;
  }

  /** The port it listens on, or null. */
  get port(): number | null {
    const port = readPort(this.address ?? '');
    return port === null ? null : Number(port);
  }

  /** The first record from `since` on that passes the test; throws Unmet where none comes within `ms`. */
  async until(
    what: Bilingual,
    test: (record: TapRecord) => boolean,
    { ms = EVENT_MS, since = 0 }: { ms?: number; since?: number } = {},
  ): Promise<TapRecord> {
    const first = await this.#reported.first(test, since, (coming) =>
      this.#wait(Promise.race([coming, this.exited]), ms),
    );
    if (typeof first !== 'string' && 'kind' in first) return first;
    if (typeof first !== 'string') throw new UnmetExpectation(what, describeExit(first));
    throw new UnmetExpectation(
      what,
      tellNever(first, ms, (say) => say.nothing),
    );
  }

  /** Waits for its end; throws Unmet where it doesn't come within `ms`. */
  async untilExit(ms = EVENT_MS): Promise<Exit> {
    const exit = await this.#wait(this.exited, ms);
    if (typeof exit !== 'string') return exit;
    const got = tellNever(exit, ms, (say) => say.running);
    throw new UnmetExpectation((say) => say.expectExit, got);
  }

  /** What `coming` settles to within `ms`, which begin once the program was heard: until then it may be loading. */
  async #wait<T extends object>(coming: Promise<T>, ms: number): Promise<T | Never> {
    const isFirst = ({ kind }: TapRecord) => kind !== 'start';
    const heard = await this.#reported.first(isFirst, 0, (first) =>
      waitUntilIdle(Promise.race([first, coming]), LISTEN_MS, this.#look),
    );
    if (typeof heard === 'string') return heard;
    return waitUntilIdle(coming, ms, this.#look);
  }

  /** Whether it answers a question to its tap: one that is dead, or stuck, doesn't. */
  async isAwake(): Promise<boolean> {
    return (await this.resources()) !== null;
  }

  /**
   * What keeps it alive, by Node's names (`Timeout`, `TCPServerWrap`, …), or null where it doesn't answer; one that only
   * waits for a processor is given the time.
   */
  async resources(): Promise<string[] | null> {
    const start = performance.now();
    const times = readTimes(this.pid);
    for (;;) {
      const resources = await this.#program.resources();
      if (resources !== null || this.exit) return resources;
      const spent = performance.now() - start;
      const { ran, waited } = subtract(readTimes(this.pid), times);
      // As long as it computes, it may be stuck, and where it sleeps, it has had its time.
      if (ran >= COMPUTED_MS || waited < spent / 2 || spent >= PATIENCE_MS) return null;
    }
  }

  /**
   * Waits until no timer of the program runs, `ms` at most, as a right program may have one too: then it will do nothing
   * by itself. Returns whether there was one. A `stimulus` that may start one is best given to it: the first question
   * comes right behind it, so that a short timer is seen on a slow machine too.
   */
  async untilNoTimer(
    stimulus = async (): Promise<unknown> => null,
    ms = TIMER_MS,
  ): Promise<boolean> {
    const done = stimulus();
    const asked = this.resources();
    await done;
    let deadline = performance.now() + ms;
    let hadTimer = runsTimer(await asked);
    while (performance.now() < deadline) {
      const resources = await this.resources();
      const isStopped = this.isDebugged && resources === null && !this.exit;
      if (isStopped) deadline = performance.now() + ms;
      else if (!runsTimer(resources)) break;
      hadTimer = true;
      await before(this.exited, ASK_MS);
    }
    return hadTimer;
  }

  /** The lines it printed so far. */
  lines(kind: 'stdout' | 'stderr'): string[] {
    return this.records.flatMap((record) => (record.kind === kind ? [record.text ?? ''] : []));
  }

  /** Sends the process a signal. */
  signal(name: NodeJS.Signals): void {
    this.#program.signal(name);
  }

  /** Ends it, where it runs. */
  async stop(): Promise<void> {
    if (!this.exit) await this.#program.stop();
  }
}

function runsTimer(resources: readonly string[] | null): boolean {
  return resources?.some((name) => name === 'Timeout' || name === 'Immediate') ?? false;
}
