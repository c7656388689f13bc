// A learner's program under check, with all that its tap reported.
import { readPort } from '../stage/address.ts';
import { before } from '../stage/deadline.ts';
import type { ProgramOptions } from '../stage/launch.ts';
import { type Exit, type Program, startProgram } from '../stage/program.ts';
import type { Spares } from '../stage/spares/spares.ts';
import type { TapRecord } from '../stage/trace/record.ts';
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';
import { UnmetExpectation } from './expectation-errors.ts';
import { type Look, tellNever, waitUntilIdle } from './wait-until-idle.ts';

/** How long an expected event may take, in ms: generous, since only a failure waits that long. */
export const EVENT_MS = 4000;
/** How long a timer of the program's is waited for, in ms, and how often it is asked about one. */
const TIMER_MS = 1000;
const ASK_MS = 5;
/** How many records are kept; a program that floods reports millions. */
const RECORDS_KEPT = 20_000;

/** A learner's running program. */
export interface ProgramUnderCheck {
  /** The file's absolute path. */
  readonly file: string;
  readonly pid: number;
  /** What its tap reported since it was started, in order, its lines of output too. */
  readonly records: readonly TapRecord[];
  /** How many records came before the ones kept. */
  readonly dropped: number;
  readonly exit: Exit | null;
  /** Settles when it has ended. */
  readonly exited: Promise<Exit>;
  /** Where it listens, or null. */
  readonly address: string | null;
  /** The port it listens on, or null. */
  readonly port: number | null;
  /** The first record from `since` on that passes the test; throws Unmet where none comes within `ms`. */
  until(
    what: Bilingual,
    test: (record: TapRecord) => boolean,
    options?: { ms?: number; since?: number },
  ): Promise<TapRecord>;
  /** Waits for its end; throws Unmet where it doesn't come within `ms`. */
  untilExit(ms?: number): Promise<Exit>;
  /** Whether it answers a question to its tap: one that is dead, or stuck, doesn't. */
  isAwake(): Promise<boolean>;
  /** What keeps it alive, by Node's names (`Timeout`, `TCPServerWrap`, …), or null where it doesn't answer. */
  resources(): Promise<string[] | null>;
  /**
   * Waits until no timer of the program runs: then it will do nothing by itself. Returns after `ms` in
   * any case, since a right program may have a timer too. Returns whether there was one to wait for.
   */
  untilNoTimer(ms?: number): Promise<boolean>;
  /** The lines it printed so far. */
  lines(kind: 'stdout' | 'stderr'): string[];
  signal(name: NodeJS.Signals): void;
  stop(): Promise<void>;
}

/** How a program under check is started, and where its reports go. */
export interface ProgramUnderCheckOptions {
  /** What the learner calls the program. */
  file: string;
  /** Spares for it, if there are any. */
  spares?: Spares | undefined;
  /** Says when nothing more will come. */
  look: Look;
  /** Called with each record. */
  onRecord(record: TapRecord): void;
}

/** Starts a program, in a spare where one is there. */
export function startProgramUnderCheck(
  options: ProgramOptions,
  { file, spares, look, onRecord }: ProgramUnderCheckOptions,
): ProgramUnderCheck {
  const records: TapRecord[] = [];
  const watchers = new Set<(record: TapRecord) => void>();
  let dropped = 0;
  const program: Program = startProgram(options, { spares }, (record) => {
    records.push(record);
    if (records.length > RECORDS_KEPT) {
      dropped += RECORDS_KEPT / 2;
      records.splice(0, RECORDS_KEPT / 2);
    }
    onRecord(record);
    for (const watch of watchers) watch(record);
  });
  // The next check is likely to start the same program, and soon.
  spares?.fill();

  const subject: ProgramUnderCheck = {
    file,
    pid: program.pid,
    records,
    get dropped() {
      return dropped;
    },
    get exit() {
      return program.exit;
    },
    exited: program.exited,
    get address() {
      return records.findLast(({ kind }) => kind === 'listening')?.local ?? null;
    },
    get port() {
      const port = readPort(subject.address ?? '');
      return port === null ? null : Number(port);
    },
    async until(what, test, { ms = EVENT_MS, since = 0 } = {}) {
      const past = records.slice(since).find(test);
      if (past) return past;
      let watch: (record: TapRecord) => void = () => {};
      const happened = new Promise<TapRecord>((resolve) => {
        watch = (record) => test(record) && resolve(record);
      });
      watchers.add(watch);
      const first = await waitUntilIdle(Promise.race([happened, program.exited]), ms, look);
      watchers.delete(watch);
      if (typeof first === 'string') {
        throw new UnmetExpectation(
          what,
          tellNever(first, ms, (say) => say.nothing),
        );
      }
      if ('kind' in first) return first;
      throw new UnmetExpectation(what, describeExit(first));
    },
    async untilExit(ms = EVENT_MS) {
      const exit = await waitUntilIdle(program.exited, ms, look);
      if (typeof exit !== 'string') return exit;
      throw new UnmetExpectation(
        tellCheck((say) => say.expectExit),
        tellNever(exit, ms, (say) => say.running),
      );
    },
    isAwake: async () => (await program.resources()) !== null,
    resources: () => program.resources(),
    async untilNoTimer(ms = TIMER_MS) {
      const deadline = performance.now() + ms;
      let hadTimer = false;
      while (performance.now() < deadline) {
        const resources = await program.resources();
        if (!resources?.some((name) => name === 'Timeout' || name === 'Immediate')) break;
        hadTimer = true;
        await before(program.exited, ASK_MS);
      }
      return hadTimer;
    },
    lines: (kind) => records.flatMap((record) => (record.kind === kind ? [record.text ?? ''] : [])),
    signal: (name) => program.signal(name),
    async stop() {
      if (!program.exit) await program.stop();
    },
  };
  return subject;
}

/** `the program ended: exit code 1`, in both languages. */
export function describeExit({ code, signal }: Exit): Bilingual {
  return tellCheck((say) =>
    say.gotExit(signal === null ? say.exitCode(code ?? 0) : say.exitSignal(signal)),
  );
}
