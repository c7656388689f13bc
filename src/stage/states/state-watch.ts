// The watch over the states of a run's connections: it asks the kernel, and records what has changed.
import { setTimeout as wait } from 'node:timers/promises';
import { readClock } from '../clock.ts';
import { before } from '../deadline.ts';
import type { Stage } from '../stage.ts';
import type { TapRecord } from '../trace/record.ts';
import type { State, TraceEvent } from '../trace/trace.ts';
import { type KernelRow, pickQueue, type Queue } from './kernel-row.ts';
import { hasSocket, measureCost, readKernelTable } from './kernel-table.ts';
import { keyOf, Owners } from './owners.ts';

/** A watch over the states of a run. */
export interface StateWatch {
  /** How often the kernel was asked. */
  readonly looks: number;
  /** Why it could not be asked; null where it could. */
  readonly trouble: string | null;
  /** Looks once more, and no more after that; settles when what it saw is in the trace. */
  end(): Promise<void>;
  /** Looks no more, and nothing that it saw comes into the trace any more. */
  abandon(): void;
}

/** So long lies between two looks at least, in ms. */
const LOOK_MS = 5;
/** So many times the cost of a look lies between two, so that looking takes a tenth of a core at most. */
const REST = 9;
/** Where nothing happens, looks come less and less often; from so many ms on, only once something does. */
const LONGEST_MS = 1000;
/** The same for programs that don't tell what happens. */
const LONGEST_UNTOLD_MS = 200;
/** A queue is told of once it has stood still for so long, in ms. */
const STEADY_MS = 25;
/** How often is looked at the end, at most: as long as there is news. */
const LAST_LOOKS = 5;
/** How long what was seen may take to be in the trace, in ms. */
const SETTLE_MS = 500;

/** Kinds of events that tell nothing of a socket. */
const NO_NEWS: readonly TraceEvent['kind'][] = ['stdout', 'stderr', 'partial', 'state'];

/** By actor and end: what a queue was, and since when. */
type Queues = Map<string, { text: string; since: number }>;

/** Begins to watch the programs of a stage; `onTrouble` is called once where the kernel can't be asked. */
export function watchStates(
  stage: Stage,
  onTrouble: (message: string) => void = () => {},
): StateWatch {
  return new Watch(stage, onTrouble);
}

class Watch implements StateWatch {
  looks = 0;
  trouble: string | null = null;
  readonly #stage: Stage;
  readonly #owners = new Owners((row) => this.#findByProcess(row));
  /** By actor and end: what is in the trace. */
  readonly #told = new Map<string, Queue & { state: State }>();
  #queues: Queues = new Map();
  /** What the cheapest look cost, in ms. */
  #cost = Number.POSITIVE_INFINITY;
  #quietMs = LOOK_MS;
  #hasNews = false;
  #wake = () => {};
  #isEnded = false;
  #isAbandoned = false;
  readonly #onTrouble: (message: string) => void;
  readonly #ended: Promise<void>;

  constructor(stage: Stage, onTrouble: (message: string) => void) {
    this.#stage = stage;
    this.#onTrouble = onTrouble;
    for (const event of stage.events) this.#owners.take(event);
    const unwatch = stage.watch((event) => this.#take(event));
    this.#ended = this.#go().finally(unwatch);
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    this.#wake();
    await this.#ended;
  }

  abandon(): void {
    this.#isAbandoned = true;
    void this.end();
  }

  async #go(): Promise<void> {
    while (!this.#isEnded && this.#isAble) {
      this.#hasNews = false;
      await this.#look();
      await this.#pause();
    }
    for (let left = LAST_LOOKS; left > 0 && this.#isAble; left -= 1) {
      this.#hasNews = false;
      await this.#look();
      await before(this.#stage.settled(), SETTLE_MS);
      if (!this.#hasNews) break;
      await wait(STEADY_MS);
    }
  }

  #take(event: TraceEvent): void {
    const { kind, actor, state, local = '', remote = '' } = event;
    if (kind === 'start') {
      for (const key of this.#told.keys()) {
        if (key.startsWith(`${actor} `)) this.#told.delete(key);
      }
    }
    if (kind === 'state' && state) {
      const { unread = 0, unacknowledged = 0, waiting = 0 } = event;
      this.#told.set(`${actor} ${keyOf({ local, remote })}`, {
        state,
        unread,
        unacknowledged,
        waiting,
      });
    }
    this.#owners.take(event);
    if (NO_NEWS.includes(kind)) return;
    this.#hasNews = true;
    this.#wake();
  }

  async #look(): Promise<void> {
    // What was seen last is to be in the trace, so that nothing is told twice; a slow reader has it wait.
    if ((await before(this.#stage.settled(), SETTLE_MS)) === 'deadline') {
      // Nobody has looked, so what there was to see is still to be seen.
      this.#hasNews = true;
      return;
    }
    const since = readClock();
    const cost = measureCost();
    let rows: KernelRow[];
    try {
      const { hasSix } = this.#owners;
      rows = await readKernelTable({ hasSix, isWanted: (port) => this.#owners.isWanted(port) });
    } catch (error) {
      this.trouble = (error as Error).message;
      this.#onTrouble(this.trouble);
      return;
    }
    if (this.#isAbandoned) return;
    const t = readClock();
    this.looks += 1;
    this.#cost = Math.min(this.#cost, cost());
    const queues: Queues = new Map();
    const seen = rows.flatMap((row) => this.#judge(row, { t, since, queues }));
    this.#queues = queues;
    seen.sort((a, b) => (a.actor < b.actor ? 1 : a.actor > b.actor ? -1 : 0));
    for (const { actor, record } of seen) this.#stage.record(actor, record);
    if (seen.length > 0) this.#hasNews = true;
  }

  /** What is news of a row. */
  #judge(
    row: KernelRow,
    { t, since, queues }: { t: number; since: number; queues: Queues },
  ): { actor: string; record: TapRecord }[] {
    const owner = this.#owners.find(row);
    if (!owner) return [];
    const { actor, connection } = owner;
    const { local, state } = row;
    // No other end is known of a socket that listens.
    const remote = state === 'LISTEN' ? '' : row.remote;
    const key = `${actor} ${keyOf({ local, remote })}`;
    const told = this.#told.get(key);
    const own = pickQueue(row);
    const text = JSON.stringify(own);
    const last = this.#queues.get(key);
    const from = last?.text === text ? last.since : t;
    queues.set(key, { text, since: from });
    const isSteady = t - from >= STEADY_MS * 1e3;
    const before = told?.state === state ? pickQueue(told) : {};
    const queue = isSteady ? own : before;
    // Another look is due once it has stood still.
    if (!isSteady && text !== JSON.stringify(before)) this.#hasNews = true;
    if (told?.state === state && JSON.stringify(before) === JSON.stringify(queue)) return [];
    const ends = { local, ...(remote !== '' && { remote }) };
    const number = connection === undefined ? {} : { connection };
    return [{ actor, record: { t, since, kind: 'state', state, ...number, ...ends, ...queue } }];
  }

  get #isAble(): boolean {
    return this.trouble === null && !this.#isAbandoned;
  }

  #findByProcess(row: KernelRow): string | null {
    return this.#stage.programs.find(({ pid }) => hasSocket(pid, row))?.actor ?? null;
  }

  /** Lets the least time pass, and where nothing happens, twice as much each time. */
  async #pause(): Promise<void> {
    const least = Math.max(LOOK_MS, REST * this.#cost);
    await this.#rest(least, () => this.#isEnded);
    const isOver = () => this.#isEnded || this.#hasNews;
    const isUntold = this.#stage.programs.some(({ isForeign, exit }) => isForeign && !exit);
    this.#quietMs = isOver() ? least : 2 * this.#quietMs;
    if (isUntold) this.#quietMs = Math.min(this.#quietMs, Math.max(least, LONGEST_UNTOLD_MS));
    await this.#rest(this.#quietMs > LONGEST_MS && !isUntold ? null : this.#quietMs, isOver);
  }

  /** Waits so long, without a number until something happens; less once it `isOver`. */
  #rest(ms: number | null, isOver: () => boolean): Promise<void> {
    if (isOver()) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = ms === null ? undefined : setTimeout(resolve, ms).unref();
      this.#wake = () => {
        if (!isOver()) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
