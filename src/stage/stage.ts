// The stage: the programs of one run, on one timeline.
import { before, DeadlineError } from './deadline.ts';
import { openHistory } from './history.ts';
import type { ProgramOptions } from './launch.ts';
import { openMerge } from './merge.ts';
import type { Channel } from './order.ts';
import { type Exit, type Program, startInto, type Tap } from './program.ts';
import type { Faults } from './proxy/faults.ts';
import { openReadings } from './proxy/readings.ts';
import { type FaultProxy, openProxy, PROXY } from './proxy.ts';
import type { TapRecord } from './record.ts';
import type { Spares } from './spares.ts';
import type { TraceEvent } from './trace.ts';

/** What became of a program that was to listen. */
export type Readiness = { listening: string } | { exit: Exit } | 'deadline';

/** A proxy to put before the server. */
export interface ProxyPlan {
  faults: Faults;
  /** The faults in words. */
  label?: string;
  /** The port it is to have; that after the server's, or any, unless given. */
  port?: number;
}

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
  /** Waits until the program listens (its address), ends, or `ms` have passed. */
  ready(program: Program, ms: number): Promise<Readiness>;
  /**
   * Puts a proxy before the actor `server`, which must listen; one that was there takes no more connections.
   * Settles with null where the server has no TCP port.
   */
  openProxy(plan: ProxyPlan): Promise<FaultProxy | null>;
  /** The proxy takes no more connections; those that are open go on. */
  closeProxy(): void;
  /** Hands on no more events until `resume()`; a program that writes too much waits, as in a terminal. */
  pause(): void;
  resume(): void;
  /** Resolves when all that was reported so far is in the trace. */
  settled(): Promise<void>;
  /** Stops every program, and the proxy; settles when all have ended and all they said is in the trace. */
  stop(): Promise<void>;
}

/** How a stage reports. */
export interface StageOptions {
  /** Called for each event, in order. */
  onEvent?(event: TraceEvent): void;
  /**
   * False runs the programs without the tap: only their output, start and exit are known. Deferred, events of
   * different programs are not in order, though each has its time.
   */
  tap?: Tap;
  /** Spares for the programs; without them each is started anew. Whoever opened them closes them. */
  spares?: Spares | undefined;
}

/** Opens an empty stage. */
export function openStage({ onEvent, tap = true, spares }: StageOptions = {}): Stage {
  const history = openHistory();
  const { events } = history;
  const watchers = new Set<(event: TraceEvent) => void>();
  const programs = new Map<string, Program>();
  const readings = openReadings();
  let proxy: FaultProxy | null = null;
  const merge = openMerge((event) => {
    history.add(event);
    onEvent?.(event);
    for (const watch of watchers) watch(event);
    if (event.kind === 'exit') spares?.fill();
    else spares?.fillWhenQuiet();
  }, tap === 'deferred');

  const stage: Stage = {
    events,
    get dropped() {
      return history.dropped;
    },
    get programs() {
      return [...programs.values()];
    },
    program: (actor) => programs.get(actor),
    record(actor, record) {
      readings.take(actor, record);
      merge.push(actor, record);
    },
    start(options) {
      const { actor } = options;
      const program = startInto(options, { tap, spares }, (source) =>
        overhear(merge.open(actor, source), (record) => readings.take(actor, record)),
      );
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
      const since = history.dropped + findStart(events, program);
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
    async openProxy(plan) {
      stage.closeProxy();
      const target = findTcpAddress(events, 'server');
      if (target === null) return null;
      const record = (fields: TapRecord) => merge.push(PROXY, fields);
      proxy = await openProxy({ ...plan, target, readings, record });
      return proxy;
    },
    closeProxy: () => proxy?.close(),
    pause: () => merge.pause(),
    resume: () => merge.resume(),
    settled: () => merge.settled(),
    async stop() {
      await Promise.all(stage.programs.map((program) => program.exit ?? program.stop()));
      proxy?.destroy();
      merge.flush();
    },
  };
  return stage;
}

/** A channel whose records are told to `listen` as they come, before they are put in order. */
function overhear(
  channel: Channel<TapRecord>,
  listen: (record: TapRecord) => void,
): Channel<TapRecord> {
  return {
    push(record) {
      listen(record);
      channel.push(record);
    },
    lift: () => channel.lift(),
    hold: (isHeld) => channel.hold(isHeld),
  };
}

/** Where an actor that runs listens for TCP connections, or null. */
function findTcpAddress(events: readonly TraceEvent[], actor: string): string | null {
  const start = events.findLastIndex((event) => event.actor === actor && event.kind === 'start');
  const own = events.slice(Math.max(0, start)).filter((event) => event.actor === actor);
  if (own.some(({ kind }) => kind === 'exit')) return null;
  const listening = own.find(({ kind, protocol }) => kind === 'listening' && !protocol);
  const address = listening?.local ?? '';
  return /:\d+$/.test(address) ? address : null;
}

function findStart(events: readonly TraceEvent[], program: Program): number {
  const index = events.findLastIndex(
    ({ actor, kind, pid }) => actor === program.actor && kind === 'start' && pid === program.pid,
  );
  return index < 0 ? events.length : index;
}
