// The stage: the programs of one run, on one timeline.
import { before, DeadlineError } from './deadline.ts';
import type { ProgramOptions } from './launch.ts';
import { openMerge } from './merge.ts';
import { type Exit, type Program, startProgram } from './program.ts';
import type { TapRecord } from './record.ts';
import type { TraceEvent } from './trace.ts';

/** What became of a program that was to listen. */
export type Readiness = { listening: string } | { exit: Exit } | 'deadline';

/** Programs on one timeline. */
export interface Stage {
  /** Starts a program; one of the same actor that still runs must have been stopped before. */
  start(options: ProgramOptions): Program;
  /** The actor's program, running or ended. */
  program(actor: string): Program | undefined;
  /** All programs, the latest of each actor. */
  readonly programs: readonly Program[];
  /** Every event so far, in order. */
  readonly events: readonly TraceEvent[];
  /** Takes a record of the runner's own, such as what the learner sends by hand. */
  record(actor: string, record: TapRecord): void;
  /**
   * The first event that passes `test`, from `since` (an index into `events`, all unless given) on.
   * Throws DeadlineError after `ms`.
   */
  until(
    what: string,
    test: (event: TraceEvent) => boolean,
    ms: number,
    since?: number,
  ): Promise<TraceEvent>;
  /** Waits until the program listens (its address), ends, or `ms` have passed. */
  ready(program: Program, ms: number): Promise<Readiness>;
  /** Resolves when all that was reported so far is in the trace. */
  settled(): Promise<void>;
  /** Stops every program; settles when all have ended and all they said is in the trace. */
  stop(): Promise<void>;
}

/** How a stage reports. */
export interface StageOptions {
  /** Called for each event, in order. */
  onEvent?(event: TraceEvent): void;
  /** False runs the programs without the tap: only their output, start and exit are known. */
  tap?: boolean;
}

/** Opens an empty stage. */
export function openStage({ onEvent, tap = true }: StageOptions = {}): Stage {
  const events: TraceEvent[] = [];
  const watchers = new Set<(event: TraceEvent) => void>();
  const programs = new Map<string, Program>();
  const merge = openMerge((event) => {
    events.push(event);
    onEvent?.(event);
    for (const watch of watchers) watch(event);
  });

  const stage: Stage = {
    events,
    get programs() {
      return [...programs.values()];
    },
    program: (actor) => programs.get(actor),
    record: (actor, record) => merge.push(actor, record),
    start(options) {
      const program = startProgram(options, tap, (record) => merge.push(options.actor, record));
      programs.set(options.actor, program);
      return program;
    },
    async until(what, test, ms, since = 0) {
      const past = events.slice(since).find(test);
      if (past) return past;
      let watch: (event: TraceEvent) => void = () => {};
      const happened = new Promise<TraceEvent>((resolve) => {
        watch = (event) => test(event) && resolve(event);
      });
      watchers.add(watch);
      const event = await before(happened, ms);
      watchers.delete(watch);
      if (event === 'deadline') throw new DeadlineError(what, ms);
      return event;
    },
    async ready(program, ms) {
      const since = findStart(events, program);
      const isAnswer = ({ actor, kind }: TraceEvent) =>
        actor === program.actor && (kind === 'listening' || kind === 'exit');
      try {
        const event = await stage.until(`${program.actor} to listen`, isAnswer, ms, since);
        if (event.kind === 'listening') return { listening: event.local ?? '' };
        return { exit: await program.exited };
      } catch (error) {
        if (error instanceof DeadlineError) return 'deadline';
        throw error;
      }
    },
    settled: () => merge.settled(),
    async stop() {
      await Promise.all(stage.programs.map((program) => program.exit ?? program.stop()));
      merge.flush();
    },
  };
  return stage;
}

function findStart(events: readonly TraceEvent[], program: Program): number {
  const index = events.findLastIndex(
    ({ actor, kind, pid }) => actor === program.actor && kind === 'start' && pid === program.pid,
  );
  return index < 0 ? events.length : index;
}
