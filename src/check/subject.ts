// The subject: a learner's program under check, with all that its tap reported.
import { before } from '../stage/deadline.ts';
import type { ProgramOptions } from '../stage/launch.ts';
import { type Exit, type Program, startProgram } from '../stage/program.ts';
import type { TapRecord } from '../stage/record.ts';
import { readPort } from '../stage/session.ts';
import type { Spares } from '../stage/spares.ts';
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';
import { Unmet } from './unmet.ts';

/** How long an expected event has to come, in ms: generous, for only what fails waits so long. */
export const EVENT_MS = 4000;
/** How long a program has to listen, in ms. */
export const LISTEN_MS = 10_000;
/** How long a timer of the program's is waited for, in ms, and how often it is asked about one. */
const TIMER_MS = 1000;
const ASK_MS = 5;
/** How many records are kept; a program that floods reports no end of them. */
const RECORDS_KEPT = 20_000;

/** A running program of the learner's. */
export interface Subject {
  /** The file's absolute path. */
  readonly file: string;
  /** What its tap reported since it was started, in order, its lines of output too. */
  readonly records: readonly TapRecord[];
  /** How many records came before the ones kept. */
  readonly dropped: number;
  readonly exit: Exit | null;
  /** Where it listens, or null. */
  readonly address: string | null;
  /** The port it listens on, or null. */
  readonly port: number | null;
  /** The first record from `since` on that passes the test; throws Unmet after `ms`. */
  until(
    what: Bilingual,
    test: (record: TapRecord) => boolean,
    options?: { ms?: number; since?: number },
  ): Promise<TapRecord>;
  /** Waits for its end; throws Unmet after `ms`. */
  untilExit(ms?: number): Promise<Exit>;
  /** Whether it answers a question of its tap's: one that is dead, or stuck, doesn't. */
  isAwake(): Promise<boolean>;
  /**
   * Waits until no timer of the program's runs: nothing more will it do by itself. Returns after `ms` all
   * the same, for a right program may have a timer too.
   */
  untilNoTimer(ms?: number): Promise<void>;
  /** The lines it printed so far. */
  lines(kind: 'stdout' | 'stderr'): string[];
  signal(name: NodeJS.Signals): void;
  stop(): Promise<void>;
}

/** Starts a program, in a spare where one is there; `file` is what the learner knows it as. */
export function startSubject(
  options: ProgramOptions,
  spares?: Spares,
  file = options.file,
): Subject {
  const records: TapRecord[] = [];
  const watchers = new Set<(record: TapRecord) => void>();
  let dropped = 0;
  const program: Program = startProgram(options, { spares }, (record) => {
    records.push(record);
    if (records.length > RECORDS_KEPT) {
      dropped += RECORDS_KEPT / 2;
      records.splice(0, RECORDS_KEPT / 2);
    }
    for (const watch of watchers) watch(record);
  });
  // The next check is likely to start the same program, and soon.
  spares?.fill();

  const subject: Subject = {
    file,
    records,
    get dropped() {
      return dropped;
    },
    get exit() {
      return program.exit;
    },
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
      const first = await before(Promise.race([happened, program.exited]), ms);
      watchers.delete(watch);
      if (first === 'deadline')
        throw new Unmet(
          what,
          tellCheck((say) => say.gotNothingIn(ms / 1000)),
        );
      if ('kind' in first) return first;
      throw new Unmet(what, describeExit(first));
    },
    async untilExit(ms = EVENT_MS) {
      const exit = await before(program.exited, ms);
      if (exit !== 'deadline') return exit;
      throw new Unmet(
        tellCheck((say) => say.expectExit),
        tellCheck((say) => say.gotRunning(ms / 1000)),
      );
    },
    isAwake: async () => (await program.resources()) !== null,
    async untilNoTimer(ms = TIMER_MS) {
      const deadline = performance.now() + ms;
      while (performance.now() < deadline) {
        const resources = await program.resources();
        if (!resources?.some((name) => name === 'Timeout' || name === 'Immediate')) return;
        await before(program.exited, ASK_MS);
      }
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
