// The stage: the programs of one run, on one timeline.
import { findListening } from './alive.ts';
import { before, DeadlineError } from './deadline.ts';
import type { ProgramOptions } from './launch.ts';
import { type Exit, type FirstSignal, type Program, startInto, type Tap } from './program.ts';
import type { Faults } from './proxy/faults.ts';
import { type FaultProxy, openProxy, PROXY } from './proxy/proxy.ts';
import { openReadings } from './proxy/readings.ts';
import { openSigns, type Signs } from './signs.ts';
import type { Spares } from './spares/spares.ts';
import { openHistory } from './trace/history.ts';
import { type Merge, type Open, openMerge } from './trace/merge.ts';
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
  /** The URL of what is preloaded into the programs instead of tsx, for TypeScript that is compiled already. */
  loader?: string | undefined;
}

/** How long rows of a program that has ended may take to arrive, in ms. */
const LAST_ROWS_MS = 300;

/** Opens an empty stage. */
export function openStage(options: StageOptions = {}): Stage {
  return new Stage(options);
}

/** Programs on one timeline. */
export class Stage {
  private readonly options: StageOptions;
  private readonly history = openHistory();
  private readonly watchers = new Set<(event: TraceEvent) => void>();
  private readonly actors = new Map<string, Program>();
  private readonly signs = new WeakMap<Program, Signs>();
  private readonly readings = openReadings();
  private readonly merge: Merge;
  private proxy: FaultProxy | null = null;

  constructor(options: StageOptions) {
    this.options = options;
    this.merge = openMerge((event) => this.take(event), options.tap === 'deferred');
  }

  /** The events so far, in order; in a flood only the latest (`onEvent` got them all). */
  get events(): readonly TraceEvent[] {
    return this.history.events;
  }

  /** How many events came before those kept, or among them. */
  get dropped(): number {
    return this.history.dropped;
  }

  /** How many events there were so far. */
  get count(): number {
    return this.dropped + this.events.length;
  }

  /** The events that are kept of those after the first `count`. */
  after(count: number): readonly TraceEvent[] {
    return this.history.after(count);
  }

  /** All programs, the latest of each actor. */
  get programs(): readonly Program[] {
    return [...this.actors.values()];
  }

  /** The actor's program, running or ended. */
  program(actor: string): Program | undefined {
    return this.actors.get(actor);
  }

  /** Prepares spares for programs that will be started, where the stage has spares. */
  expect(programs: readonly ProgramOptions[]): void {
    const { loader, spares } = this.options;
    spares?.expect(programs.flatMap((each) => (each.isForeign ? [] : { loader, ...each })));
  }

  /** Starts a program; one of the same actor that still runs must have been stopped before. */
  start(program: ProgramOptions): Program {
    const { actor } = program;
    const { tap = true, spares, loader } = this.options;
    const signs = openSigns();
    const open: Open = (source) => {
      const channel = this.merge.open(actor, source);
      const push = (record: TapRecord) => {
        channel.push(record);
        this.readings.take(actor, record);
        signs.take(record);
      };
      return { ...channel, push };
    };
    const started = startInto({ loader, ...program }, { tap, spares }, open);
    this.signs.set(started, signs);
    this.actors.set(actor, started);
    return started;
  }

  /** Takes a record of the runner's own, such as what the learner sends by hand, or where a foreign program listens. */
  record(actor: string, record: TapRecord): void {
    const program = this.actors.get(actor);
    if (program) this.signs.get(program)?.take(record);
    this.readings.take(actor, record);
    this.merge.push(actor, record);
  }

  /** Calls `watch` for each event from now on; the function that it returns ends that. */
  watch(watch: (event: TraceEvent) => void): () => void {
    this.watchers.add(watch);
    return () => this.watchers.delete(watch);
  }

  /** The first event that passes `test`, from index `since` on (all by default). Throws DeadlineError after `ms`. */
  async until(
    what: string,
    test: (event: TraceEvent) => boolean,
    ms: number,
    since = 0,
  ): Promise<TraceEvent> {
    const past = this.after(since).find(test);
    if (past) return past;
    let end = () => {};
    const happened = new Promise<TraceEvent>((resolve) => {
      end = this.watch((event) => test(event) && resolve(event));
    });
    const event = await before(happened, ms);
    end();
    if (event === 'deadline') throw new DeadlineError(what, ms);
    return event;
  }

  /**
   * Waits until the program listens (its address), ends, or `ms` have passed. That it listens may be known a
   * moment before it is in the trace.
   */
  async ready(program: Program, ms: number): Promise<Readiness> {
    const ended = program.exited.then(async (exit) => {
      await before(this.settled(), LAST_ROWS_MS);
      return { exit };
    });
    const first = this.signs.get(program)?.listening.then((listening) => ({ listening }));
    return before(Promise.race([...(first ? [first] : []), ended]), ms);
  }

  /** Settles when the program asks for a connection for the first time, or does anything at all; maybe never. */
  seen(program: Program, sign: 'connecting' | 'stirring'): Promise<void> {
    return this.signs.get(program)?.[sign] ?? new Promise(() => {});
  }

  /** Puts a proxy before a server, which must listen, in place of the last one; null where it has no TCP port. */
  async openProxy(plan: ProxyPlan, server = 'server'): Promise<FaultProxy | null> {
    this.closeProxy();
    await this.settled();
    const target = findListening(this.events, server, true)[0];
    if (target === undefined) return null;
    const record = (fields: TapRecord) => this.merge.push(PROXY, fields);
    this.proxy = await openProxy({ ...plan, target, readings: this.readings, record });
    return this.proxy;
  }

  /** The proxy takes no more connections; those that are open stay. */
  closeProxy(): void {
    this.proxy?.close();
  }

  /** Passes on no more events until `resume()`; a program that writes too much waits, as in a terminal. */
  pause(): void {
    this.merge.pause();
  }

  resume(): void {
    this.merge.resume();
  }

  /** Resolves when all that was reported so far is in the trace. */
  settled(): Promise<void> {
    return this.merge.settled();
  }

  /** Stops every program, and the proxy; settles when all have ended and all they reported is in the trace. */
  async stop(first?: FirstSignal): Promise<void> {
    await Promise.all(this.programs.map((program) => program.exit ?? program.stop(first)));
    this.proxy?.destroy();
    this.merge.flush();
  }

  private take(event: TraceEvent): void {
    const { onEvent, spares } = this.options;
    this.history.add(event);
    onEvent?.(event);
    for (const watch of this.watchers) watch(event);
    if (event.kind === 'exit') spares?.fill();
    else spares?.fillSoon();
  }
}
