// Keeps spares: a process that waits for each program that may be started again.

import type { ProgramOptions } from '../launch.ts';
import { takeFingerprint } from './fingerprint.ts';
import { openSpare, type Spare } from './spare.ts';

/** Spares for the programs of one runner. */
export interface Spares {
  /** The ids of the processes that wait, or are about to. */
  readonly pids: readonly number[];
  /** Takes the programs that may be started next; each of them gets a spare at once, of many the first four. */
  expect(programs: readonly ProgramOptions[]): void;
  /**
   * The spare for a program, which may not be ready yet; null where there is none. It belongs to the caller, and its
   * slot is free for another one.
   */
  take(options: ProgramOptions): Spare | null;
  /** Takes back a spare that was taken but got no cue. */
  giveBack(spare: Spare): void;
  /** Starts spares for all that was taken, so that it can be started again. */
  fill(): void;
  /** Does so when the programs have reported nothing for some time, so as not to slow down what they do now. */
  fillWhenQuiet(): void;
  /** Settles when all that were started wait, or have ended. */
  settled(): Promise<void>;
  /** Kills those that wait, and starts no more. */
  close(): void;
}

/** The most spares at a time: each takes some 60 MB. */
const MOST = 4;
/** How long nothing is reported before programs count as idle, in ms. */
const QUIET_MS = 25;
/** Programs that never stop reporting count as idle after this, in ms. */
const RESTLESS_MS = 400;
/** How long a spare that died by itself is not replaced, in ms; twice as long each time, up to the most. */
const RETRY_MS = 100;
const MOST_RETRY_MS = 10_000;

const TYPESCRIPT = /\.[cm]?tsx?$/;

/** A slot for a spare: each actor has one. */
interface SpareSlot {
  options: ProgramOptions;
  fingerprint: string | null;
  spare: Spare | null;
  /** How many died here one after the other. */
  deaths: number;
  retry: NodeJS.Timeout | null;
}

/** How spares are kept. */
export interface SparesOptions {
  /** Whether tsx's compiler waits too: true by default. What doesn't change is compiled already. */
  hasCompiler?: boolean;
  /** Whether a spare that was taken, or died, is followed by another: true by default. */
  isRefilled?: boolean;
}

/** Opens a runner's spares; there are none until a program is expected, or was taken. */
export function openSpares({ hasCompiler = true, isRefilled = true }: SparesOptions = {}): Spares {
  const slots = new Map<string, SpareSlot>();
  const origins = new WeakMap<Spare, SpareSlot>();
  let isClosed = false;
  /** Counts reports; a timer for each of a million lines would be too many. */
  let said = 0;
  let timer: NodeJS.Timeout | null = null;

  function fillAll(): void {
    if (!isRefilled) return;
    clearTimeout(timer ?? undefined);
    timer = null;
    for (const slot of slots.values()) fill(slot);
  }

  function waitForQuiet(left: number): void {
    const before = said;
    timer = setTimeout(() => {
      if (said === before || left === 0) fillAll();
      else waitForQuiet(left - 1);
    }, QUIET_MS);
  }

  function fill(slot: SpareSlot): void {
    if (isClosed || slot.spare || slot.retry) return;
    slot.fingerprint = takeFingerprint(slot.options);
    if (slot.fingerprint === null) return;
    const spare = openSpare(slot.options, hasCompiler && TYPESCRIPT.test(slot.options.file));
    slot.spare = spare;
    origins.set(spare, slot);
    void spare.ended.then(() => {
      if (slot.spare === spare) retry(slot);
    });
  }

  /** Replaces a spare that died, less and less often: with a broken Node this would go on for ever. */
  function retry(slot: SpareSlot): void {
    slot.spare = null;
    if (!isRefilled) return;
    slot.deaths += 1;
    const ms = Math.min(MOST_RETRY_MS, RETRY_MS * 2 ** (slot.deaths - 1));
    slot.retry = setTimeout(() => {
      slot.retry = null;
      if (slots.get(slot.options.actor) === slot) fill(slot);
    }, ms);
    slot.retry.unref();
  }

  function clear(slot: SpareSlot): void {
    clearTimeout(slot.retry ?? undefined);
    const { spare } = slot;
    slot.spare = null;
    spare?.kill();
  }

  /** Prepares the program's slot, and returns it with its spare. */
  function prepare(options: ProgramOptions): SpareSlot {
    const { actor } = options;
    const fingerprint = takeFingerprint(options);
    const old = slots.get(actor);
    slots.delete(actor);
    if (old && old.fingerprint === fingerprint && fingerprint !== null) {
      slots.set(actor, old);
      old.options = options;
      return old;
    }
    if (old) clear(old);
    const slot: SpareSlot = { options, fingerprint, spare: null, deaths: 0, retry: null };
    slots.set(actor, slot);
    for (const [name, other] of slots) {
      if (slots.size <= MOST) break;
      slots.delete(name);
      clear(other);
    }
    return slot;
  }

  function list(): Spare[] {
    return [...slots.values()].flatMap(({ spare }) => spare ?? []);
  }

  return {
    get pids() {
      return list().map(({ child }) => child.pid ?? 0);
    },
    expect(programs) {
      for (const options of programs.slice(0, MOST)) fill(prepare(options));
    },
    take(options) {
      if (isClosed) return null;
      const slot = prepare(options);
      const { spare } = slot;
      slot.spare = null;
      if (!spare || spare.hasEnded) return null;
      if (spare.isWaiting) slot.deaths = 0;
      return spare;
    },
    giveBack(spare) {
      const slot = origins.get(spare);
      const isThere = slot && slots.get(slot.options.actor) === slot && !slot.spare;
      if (isThere && !spare.hasEnded) slot.spare = spare;
      else spare.kill();
    },
    fill: fillAll,
    fillWhenQuiet() {
      said += 1;
      if (timer === null && isRefilled && !isClosed) waitForQuiet(RESTLESS_MS / QUIET_MS);
    },
    async settled() {
      await Promise.all(list().map(({ ready }) => ready));
    },
    close() {
      isClosed = true;
      clearTimeout(timer ?? undefined);
      for (const slot of slots.values()) clear(slot);
      slots.clear();
    },
  };
}
