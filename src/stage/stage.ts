// The stage: the programs of one run, on one timeline.
import { readPort } from './address.ts';
import { before, DeadlineError } from './deadline.ts';
import type { ProgramOptions } from './launch.ts';
import { type Exit, type Program, startInto, type Tap } from './program.ts';
import type { Faults } from './proxy/faults.ts';
import { type FaultProxy, openProxy, PROXY } from './proxy/proxy.ts';
import { openReadings } from './proxy/readings.ts';
import type { Spares } from './spares/spares.ts';
import { openHistory } from './trace/history.ts';
import { type Open, openMerge } from './trace/merge.ts';
import type { TapRecord } from './trace/record.ts';
import type { TraceEvent } from './trace/trace.ts';

/** What became of a program that should listen. */
export type Readiness = { listening: string } | { exit: Exit } | 'deadline';

/** A proxy to put before the server. */
export interface ProxyPlan {
  faults: Faults;
  /** The faults in words. */
  label?: string;
  /** The port it should have; by default the one after the server's, or any. */
  port?: number;
}

/** Programs on one timeline. */
export interface Stage {
  /** Starts a program; one of the same actor that still runs must have been stopped before. */
  start(options: ProgramOptions): Program;
  /** Prepares spares for programs that will be started, where the stage has spares. */
  expect(programs: readonly ProgramOptions[]): void;
  /** The actor's program, running or ended. */
  program(actor: string): Program | undefined;
  /** All programs, the latest of each actor. */
  readonly programs: readonly Program[];
  /** The events so far, in order; in a flood only the latest (`onEvent` got them all). */
  readonly events: readonly TraceEvent[];
  /** How many events came before those kept, or among them. */
  readonly dropped: number;
  /** How many events there were so far. */
  readonly count: number;
  /** The events that are kept of those after the first `count`. */
  after(count: number): readonly TraceEvent[];
  /** Takes a record of the runner's own, such as what the learner sends by hand. */
  record(actor: string, record: TapRecord): void;
  /**
   * The first event that passes `test`, from index `since` on (all by default).
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
  /**
   * Puts a proxy before the actor `server`, which must listen; one that was there takes no more connections.
   * Settles with null where the server has no TCP port.
   */
  openProxy(plan: ProxyPlan): Promise<FaultProxy | null>;
  /** The proxy takes no more connections; those that are open stay. */
  closeProxy(): void;
  /** Passes on no more events until `resume()`; a program that writes too much waits, as in a terminal. */
  pause(): void;
  resume(): void;
  /** Resolves when all that was reported so far is in the trace. */
  settled(): Promise<void>;
  /** Stops every program, and the proxy; settles when all have ended and all they reported is in the trace. */
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
  /** Spares for the programs; without them each is started anew. The caller that opened them closes them. */
  spares?: Spares | undefined;
}

/** How long rows of a program that has ended may take to arrive, in ms. */
const LAST_ROWS_MS = 300;

/** Opens an empty stage. */
export function openStage({ onEvent, tap = true, spares }: StageOptions = {}): Stage {
  const history = openHistory();
  const { events } = history;
  const watchers = new Set<(event: TraceEvent) => void>();
  const programs = new Map<string, Program>();
  const readings = openReadings();
  let proxy: FaultProxy | null = null;
  const heard = new WeakMap<Program, Heard>();
  const merge = openMerge((event) => {
    history.add(event);
    onEvent?.(event);
    for (const watch of watchers) watch(event);
    if (event.kind === 'exit') spares?.fill();
    else spares?.fillSoon();
  }, tap === 'deferred');

  const stage: Stage = {
    events,
    get dropped() {
      return history.dropped;
    },
    get count() {
      return history.dropped + events.length;
    },
    after: (count) => events.slice(Math.max(0, count - history.dropped)),
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
      const listening = hearListening();
      const open = intercept(
        (source) => merge.open(actor, source),
        (record) => {
          readings.take(actor, record);
          listening.take(record);
        },
      );
      const program = startInto(options, { tap, spares }, open);
      heard.set(program, listening);
      programs.set(actor, program);
      return program;
    },
    expect: (list) => spares?.expect(list),
    async until(what, test, ms, since = 0) {
      const past = stage.after(since).find(test);
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
      const first = heard.get(program)?.first.then((listening) => ({ listening }));
      return before(Promise.race([...(first ? [first] : []), ended]), ms);
    },
    async openProxy(plan) {
      stage.closeProxy();
      const server = programs.get('server');
      const target = server && !server.exit ? heard.get(server)?.tcpAddress : null;
      if (!target) return null;
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

/** Where a program listens, known before its reports are in order. */
interface Heard {
  take(record: TapRecord): void;
  /** Settles with the first address it listens on. */
  readonly first: Promise<string>;
  /** The first TCP address it listens on, or null. */
  readonly tcpAddress: string | null;
}

function hearListening(): Heard {
  let hear: (address: string) => void = () => {};
  let tcpAddress: string | null = null;
  return {
    first: new Promise((resolve) => {
      hear = resolve;
    }),
    get tcpAddress() {
      return tcpAddress;
    },
    take({ kind, local = '', protocol }) {
      if (kind !== 'listening') return;
      if (!protocol && readPort(local) !== null) tcpAddress ??= local;
      hear(local);
    },
  };
}

/** Opens channels as `open` does; `onRecord` gets each record as soon as it comes. */
function intercept(open: Open, onRecord: (record: TapRecord) => void): Open {
  return (source) => {
    const channel = open(source);
    return {
      ...channel,
      push(record) {
        channel.push(record);
        onRecord(record);
      },
    };
  };
}
