// Several programs' records merged into one trace, in the order of the one clock.
import { readClock } from './clock.ts';
import type { TapRecord } from './record.ts';
import type { TraceEvent } from './trace.ts';

/** How long a record is held for an earlier one that may still be on its way, in ms. */
const HOLD_MS = 3;

interface Held {
  t: number;
  actor: string;
  record: Omit<TapRecord, 't'>;
}

/** Puts records in order and gives them their place on the run's timeline. */
export interface Merge {
  /** Takes a record; `t` is in microseconds on the machine's clock. */
  push(actor: string, record: TapRecord): void;
  /** Releases all that is held, now. */
  flush(): void;
  /** Resolves when nothing is held. */
  settled(): Promise<void>;
}

/** Opens a merge that hands on each event once nothing earlier can still arrive. */
export function openMerge(onEvent: (event: TraceEvent) => void): Merge {
  const held: Held[] = [];
  const numberPath = createPathNumbers();
  let zero: number | null = null;
  let last = 0;
  let timer: NodeJS.Timeout | null = null;
  let waiting: (() => void)[] = [];

  function release(horizon: number): void {
    let count = 0;
    while (count < held.length && (held[count] as Held).t <= horizon) count += 1;
    for (const { t, actor, record } of held.splice(0, count)) {
      zero ??= t;
      // A record that was delayed past the hold has no effect on the screen yet: time never runs back.
      last = Math.max(last, Math.round(t - zero) / 1e3);
      onEvent({ at: last, actor, ...numberPath(actor, record) });
    }
    if (held.length > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  function wake(): void {
    timer = null;
    const horizon = readClock() - HOLD_MS * 1e3;
    // The poll phase lies between a timer and an immediate: after it, whatever was written before the
    // horizon has been read, however long this process was kept from running.
    setImmediate(() => {
      release(horizon);
      if (held.length > 0) schedule();
    });
  }

  function schedule(): void {
    timer ??= setTimeout(wake, HOLD_MS);
  }

  return {
    push(actor, { t, ...record }) {
      let index = held.length;
      while (index > 0 && (held[index - 1] as Held).t > t) index -= 1;
      held.splice(index, 0, { t, actor, record });
      schedule();
    },
    flush() {
      if (timer) clearTimeout(timer);
      timer = null;
      release(Number.POSITIVE_INFINITY);
    },
    async settled() {
      if (held.length > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

/**
 * Connections over a path have no port to tell them apart. The kernel hands a listener its connections in
 * the order in which they were made, so the n-th connect belongs to the n-th accept.
 */
function createPathNumbers() {
  const made = { connect: new Map<string, number>(), connection: new Map<string, number>() };
  const numbers = new Map<string, number>();
  return (actor: string, record: Held['record']): Omit<TraceEvent, 'at' | 'actor'> => {
    const { path, socket, ...rest } = record;
    if (path === undefined) return rest;
    const key = `${actor} ${socket}`;
    if (rest.kind === 'connect' || rest.kind === 'connection') {
      const count = (made[rest.kind].get(path) ?? 0) + 1;
      made[rest.kind].set(path, count);
      numbers.set(key, count);
    }
    const connection = numbers.get(key);
    return connection === undefined ? rest : { ...rest, connection };
  };
}
