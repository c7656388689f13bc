// The stage: the programs of one run, on one timeline.
import { before, DeadlineError } from './deadline.ts';
import { openHistory } from './history.ts';
import type { ProgramOptions } from './launch.ts';
import { type Open, openMerge } from './merge.ts';
import { type Exit, type Program, startInto } from './program.ts';
import type { TapRecord } from './record.ts';
import type { Spares } from './spares.ts';
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
  /** The events so far, in order; of a flood the latest (`onEvent` got them all). */
  readonly events: readonly TraceEvent[];
  /** How many events came before those kept, or among them. */
  readonly dropped: number;
  /** Takes a record of the runner's own, such as what the learner sends by hand. */
  record(actor: string, record: TapRecord): void;
  /**
   * The first event that passes `test`, from `since` (how many came before, all unless given) on.
   * Throws DeadlineError after `ms`.
   */
  until(
    what: string,
    test: (event: TraceEvent) => boolean,
    ms: number,
    since?: number,
  ): Promise<TraceEvent>;
  /**
   * Waits until the program listens (its address), ends, or `ms` have passed. That it listens may be known a
   * moment before it is in the trace.
   */
  ready(program: Program, ms: number): Promise<Readiness>;
  /** Hands on no more events until `resume()`; a program that writes too much waits, as in a terminal. */
  pause(): void;
  resume(): void;
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
  /** Spares for the programs; without them each is started anew. Whoever opened them closes them. */
  spares?: Spares | undefined;
}

/** How long rows of a program that has ended may be on their way, in ms. */
const LAST_ROWS_MS = 300;

/** Opens an empty stage. */
export function openStage({ onEvent, tap = true, spares }: StageOptions = {}): Stage {
  const history = openHistory();
  const { events } = history;
  const watchers = new Set<(event: TraceEvent) => void>();
  const programs = new Map<string, Program>();
  const listeners = new WeakMap<Program, Promise<string>>();
  const merge = openMerge((event) => {
    history.add(event);
    onEvent?.(event);
    for (const watch of watchers) watch(event);
    if (event.kind === 'exit') spares?.fill();
    else spares?.fillWhenQuiet();
  });

  const stage: Stage = {
    events,
    get dropped() {
      return history.dropped;
    },
    get programs() {
      return [...programs.values()];
    },
    program: (actor) => programs.get(actor),
    record: (actor, record) => merge.push(actor, record),
    start(options) {
      const { actor } = options;
      const ear = listen((source) => merge.open(actor, source));
      const program = startInto(options, { isTapped: tap, spares }, ear.open);
      listeners.set(program, ear.listening);
      programs.set(actor, program);
      return program;
    },
    async until(what, test, ms, since = 0) {
      const past = events.slice(Math.max(0, since - history.dropped)).find(test);
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
      const ended = program.exited.then(async (exit) => {
        await before(stage.settled(), LAST_ROWS_MS);
        return { exit };
      });
      const listening = listeners.get(program)?.then((address) => ({ listening: address }));
      return before(Promise.race([...(listening ? [listening] : []), ended]), ms);
    },
    pause: () => merge.pause(),
    resume: () => merge.resume(),
    settled: () => merge.settled(),
    async stop() {
      await Promise.all(stage.programs.map((program) => program.exit ?? program.stop()));
      merge.flush();
    },
  };
  return stage;
}

/** Hears a program's first report that it listens, before that has its place among all others. */
function listen(open: Open): { open: Open; listening: Promise<string> } {
  let hear: (address: string) => void = () => {};
  const listening = new Promise<string>((resolve) => {
    hear = resolve;
  });
  return {
    listening,
    open(source) {
      const channel = open(source);
      return {
        push(record) {
          channel.push(record);
          if (record.kind === 'listening') hear(record.local ?? '');
        },
        lift: channel.lift,
      };
    },
  };
}
