// What the ends of a proxy's connections have read, as their taps report it.
import { EventEmitter, once } from 'node:events';
import { countRead, type TapRecord } from '../trace/record.ts';
import { waitTime } from './passage.ts';

/** One end of a proxied connection: its actor, and the number by which its tap reports it. */
export interface End {
  side: 'client' | 'server';
  connection: number;
}

/** Follows how much the ends read. */
export interface Readings {
  /** Takes a record of a program, or of a peer that reports like one; each as soon as it comes. */
  take(actor: string, record: TapRecord): void;
  /**
   * Waits until the end has read `total` bytes since its connection began, or closes, or `over` aborts.
   * An end that is not seen to read gets a short pause instead.
   */
  awaitRead(end: End, total: number, over: AbortSignal): Promise<void>;
}

/** How long an end may take to be seen reading for the first time, in ms; no read is lost on a busy machine. */
const FIRST_READ_MS = 2000;
/** How long an end may take to be seen at all, in ms: one without a tap never is. */
const FIRST_SIGHT_MS = 1000;
/**
 * The pause for an end, in ms, where its reading can't be seen: it has no tap, is
 * encrypted, or has its bytes parsed within Node, as an HTTP server.
 */
const PAUSE_MS = 5;

interface State {
  actor: string;
  /** Bytes since the connection began. */
  read: number;
  isOver: boolean;
}

/** Opens readings of which nothing is known yet. */
export function openReadings(): Readings {
  const states = new Map<string, State>();
  /** Ends that were waited for in vain; reads reported later don't count. */
  const unseen = new Set<string>();
  const changes = new EventEmitter().setMaxListeners(0);

  function begin(side: End['side'], connection: number, actor: string): void {
    // A number may come again: then another connection has it.
    unseen.delete(name(side, connection));
    states.set(name(side, connection), { actor, read: 0, isOver: false });
  }

  function* find(actor: string, connection: number | undefined): Iterable<State> {
    for (const side of ['client', 'server'] as const) {
      const state = states.get(name(side, connection ?? 0));
      if (state?.actor === actor) yield state;
    }
  }

  /** Whether `isDone` within `ms`; looks again whenever something is reported. */
  async function wait(isDone: () => boolean, over: AbortSignal, ms?: number): Promise<boolean> {
    if (isDone()) return true;
    const signal = ms === undefined ? over : AbortSignal.any([over, AbortSignal.timeout(ms)]);
    while (!isDone() && !signal.aborted) await once(changes, 'change', { signal }).catch(() => {});
    return isDone();
  }

  return {
    take(actor, record) {
      const { kind, connection } = record;
      const read = countRead(record);
      if (kind === 'connection' && connection !== undefined) begin('server', connection, actor);
      else if (kind === 'connect' && connection !== undefined) begin('client', connection, actor);
      else if (read > 0) for (const state of find(actor, connection)) state.read += read;
      else if (kind === 'close' || kind === 'destroy' || kind === 'reset') {
        for (const state of find(actor, connection)) state.isOver = true;
      } else if (kind === 'exit') {
        for (const state of states.values()) if (state.actor === actor) state.isOver = true;
      } else return;
      changes.emit('change');
    },
    async awaitRead({ side, connection }, total, over) {
      const key = name(side, connection);
      const state = () => states.get(key);
      const isRead = () => (state()?.read ?? 0) >= total || state()?.isOver === true;
      if (!unseen.has(key)) {
        const isKnown = await wait(() => state() !== undefined, over, FIRST_SIGHT_MS);
        const isReader = () => (state()?.read ?? 0) > 0 || state()?.isOver === true;
        if (isKnown && (await wait(isReader, over, FIRST_READ_MS))) {
          // A reader that pauses may take as long as it likes: that is backpressure.
          await wait(isRead, over);
          return;
        }
        unseen.add(key);
      }
      await waitTime(PAUSE_MS, over);
    },
  };
}

function name(side: End['side'], connection: number): string {
  return `${side} ${connection}`;
}
