// The recording of a check: what its peers and programs do in one phase, on one clock, up to the verdict.
import { readClock } from '../stage/clock.ts';
import { createEvents } from '../stage/trace/merge.ts';
import { type Channel, Order } from '../stage/trace/order.ts';
import type { TapRecord } from '../stage/trace/record.ts';
import type { Kind, TraceEvent } from '../stage/trace/trace.ts';
import { isFlooding } from './records.ts';

/** The actor of all that a check does itself, of a program of the course's own, and of the verdict. */
export const PEER = 'peer';
export const COURSE = 'course';
const CHECK = 'check';

/** What happened in the phase in which a check failed, up to its verdict. */
export interface CheckTrace {
  /** The index of the phase. */
  phase: number;
  /** In order; the last one is the verdict. */
  events: readonly TraceEvent[];
  /** How many of these are from before the phase: what was still open, or ran, when it began. */
  before: number;
  /** How many others there were before the phase. */
  earlier: number;
  /** How many of the phase there is no room for: of what comes in floods, only the latest is kept. */
  leftOut: number;
}

/** Somebody who watches a check as it runs. */
export interface Watch {
  /** The index of the phase that is watched; one that fails before it ends the watching. */
  phase: number;
  /** Called with each event of that phase, in order, and before the first one with how many there were before it. */
  onEvent(event: TraceEvent): void;
  onBegin(earlier: number): void;
  /** How long a check rests after each thing that it does in that phase, in ms. */
  restMs: number;
  /** Where the learner's programs are to wait for a debugger. */
  debug?: Debug | undefined;
}

/** How programs wait for a debugger. */
export interface Debug {
  /** The port of the first; others have any. */
  port: number;
  /** Called with the program's file and the address of its debugger, `ws://…`. */
  onAddress(file: string, address: string): void;
}

interface Entry {
  actor: string;
  record: TapRecord;
}

/** How many records of a phase are kept: of what comes in floods, and of all else. */
const KEPT = 2000;
/** How long a record of a phase that is watched waits for an earlier one of another process, in ms. */
const HOLD_MS = 60;
/** What says that something runs, or is open. */
const OPENING: readonly Kind[] = ['start', 'listening', 'connect', 'connection'];

/** Records all phases of a check, and keeps the one that decides. */
export class Recording {
  readonly #watch: Watch | undefined;
  /** What was open when the phase began, and what happened since. */
  #open: Entry[] = [];
  #entries: Entry[] = [];
  #earlier = 0;
  #leftOut = 0;
  #phase = -1;
  #trace: CheckTrace | null = null;
  #live: { order: Order<TapRecord, string>; channels: Map<string, Channel<TapRecord>> } | null =
    null;

  constructor(watch?: Watch) {
    this.#watch = watch;
  }

  /** Whether the phase that runs is the one that is watched. */
  get isWatched(): boolean {
    return this.#watch?.phase === this.#phase && this.#trace === null;
  }

  /** Whether it is known which phase decides: no more is recorded. */
  get isDecided(): boolean {
    return this.#trace !== null;
  }

  /** Takes what an actor did. */
  take(actor: string, record: TapRecord): void {
    if (this.#trace) return;
    this.#entries.push({ actor, record });
    if (this.#entries.length > 3 * KEPT) this.#trim();
    this.#pass({ actor, record });
  }

  /** A phase begins: of what was before, only what still runs or is open is kept. */
  begin(): void {
    if (this.#trace) return;
    this.#phase += 1;
    const all = [...this.#open, ...this.#entries];
    this.#open = findOpen(all);
    this.#earlier += this.#leftOut + all.length - this.#open.length;
    this.#leftOut = 0;
    this.#entries = [];
    if (!this.isWatched) return;
    this.#watch?.onBegin(this.#earlier);
    const makeEvent = createEvents();
    const order = new Order<TapRecord, string>((record, actor) => {
      const event = makeEvent(record, actor);
      if (event) this.#watch?.onEvent(event);
    }, HOLD_MS);
    this.#live = { order, channels: new Map() };
    for (const entry of this.#open) this.#pass(entry);
  }

  /** A phase has ended; the first that fails is the one that decides. Settles when it has been watched to its end. */
  async end(isOk: boolean): Promise<void> {
    if (!isOk) this.decide();
    const live = this.#live;
    await live?.order.settled();
    this.#live = null;
  }

  /** What happened up to now: the phase that runs, or ran last, is the one that decides. */
  decide(): CheckTrace {
    if (this.#trace) return this.#trace;
    this.take(CHECK, { t: readClock(), kind: 'verdict' });
    this.#trim();
    const makeEvent = createEvents();
    const sorted = this.#entries.sort((a, b) => a.record.t - b.record.t);
    const events = [...this.#open, ...sorted].flatMap(
      ({ actor, record }) => makeEvent(record, actor) ?? [],
    );
    // Where no phase failed, the last one is over already.
    if (this.isWatched && !this.#live) this.#watch?.onEvent(events.at(-1) as TraceEvent);
    this.#trace = {
      phase: this.#phase,
      events,
      before: this.#open.length,
      earlier: this.#earlier,
      leftOut: this.#leftOut,
    };
    this.#open = [];
    this.#entries = [];
    return this.#trace;
  }

  #pass({ actor, record }: Entry): void {
    if (!this.#live) return;
    const { order, channels } = this.#live;
    const channel = channels.get(actor) ?? order.open(actor);
    channels.set(actor, channel);
    channel.push(record);
  }

  /** Drops the oldest of what comes in floods, and of all else, where there is more than is kept. */
  #trim(): void {
    const kept: Entry[] = [];
    const room = { flood: KEPT, other: KEPT };
    for (const entry of this.#entries.reverse()) {
      const share = isFlooding(entry.record) ? 'flood' : 'other';
      room[share] -= 1;
      if (room[share] >= 0) kept.push(entry);
    }
    this.#leftOut += this.#entries.length - kept.length;
    this.#entries = kept.reverse();
  }
}

/** What of these records says that something runs, or is open, which none of them ends. */
function findOpen(entries: readonly Entry[]): Entry[] {
  const ended = new Set<string>();
  const open: Entry[] = [];
  for (const entry of entries.toReversed()) {
    const { actor, record } = entry;
    const { kind, connection, local } = record;
    const name = `${actor} ${connection ?? local ?? ''}`;
    if (kind === 'exit') ended.add(actor);
    else if (kind === 'close') ended.add(name);
    else if (OPENING.includes(kind) && !ended.has(actor) && !ended.has(name)) open.push(entry);
  }
  return open.reverse();
}
