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
  /** Starts spares for all that was taken, so that it can be started again. */
  fill(): void;
  /** Does so in a moment, so as not to slow down the start of what was taken. */
  fillSoon(): void;
  /** Leaves the machine to others for so long, in ms: none is started before that, but for what is expected. */
  hold(ms: number): void;
  /** Settles when all that were started wait, or have ended. */
  settled(): Promise<void>;
  /** Kills those that wait, and starts no more. */
  close(): void;
}

/** Where a program's spare comes from. */
export type Supply = Pick<Spares, 'take' | 'fill'>;

/** The most spares at a time: each takes some 60 MB. */
const MOST = 4;
/** How long a program that was started keeps the machine to itself, in ms, unless another one ends. */
const SOON_MS = 100;

const TYPESCRIPT = /\.[cm]?tsx?$/;

/** A slot for a spare: each actor has one. */
interface SpareSlot {
  options: ProgramOptions;
  fingerprint: string | null;
  spare: Spare | null;
}

/** How spares are kept. */
export interface SparesOptions {
  /** Whether tsx's compiler waits too: true by default. What doesn't change is compiled already. */
  hasCompiler?: boolean;
  /** Whether a spare that was taken is followed by another: true by default. */
  isRefilled?: boolean;
}

/** Opens a runner's spares; there are none until a program is expected, or was taken. */
export function openSpares({ hasCompiler = true, isRefilled = true }: SparesOptions = {}): Spares {
  const slots = new Map<string, SpareSlot>();
  let isClosed = false;
  /** Whether a slot was emptied since the last filling. A spare that dies by itself is not replaced before that. */
  let isShort = false;
  let heldUntil = 0;
  let timer: NodeJS.Timeout | undefined;

  function fillAll(): void {
    clearTimeout(timer);
    const left = heldUntil - performance.now();
    timer = left > 0 && !isClosed ? setTimeout(fillAll, left) : undefined;
    if (timer) return;
    if (isShort && isRefilled) for (const slot of slots.values()) fill(slot);
    isShort = false;
  }

  function fill(slot: SpareSlot): void {
    if (!isClosed && !slot.spare) fillSlot(slot, hasCompiler);
  }

  /** Prepares the program's slot, and returns it with its spare. */
  function prepare(options: ProgramOptions): SpareSlot {
    const { actor } = options;
    const fingerprint = takeFingerprint(options);
    const old = slots.get(actor);
    const isSame = fingerprint !== null && old?.fingerprint === fingerprint;
    if (!isSame) old?.spare?.kill();
    const slot = isSame ? old : { options, fingerprint, spare: null };
    slot.options = options;
    // The latest comes last.
    slots.delete(actor);
    slots.set(actor, slot);
    dropOldest(slots);
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
      isShort = true;
      return spare?.hasEnded ? null : spare;
    },
    fill: fillAll,
    fillSoon() {
      if (isShort && isRefilled && !isClosed) timer ??= setTimeout(fillAll, SOON_MS);
    },
    hold(ms) {
      heldUntil = performance.now() + ms;
      if (timer) fillAll();
    },
    async settled() {
      await Promise.all(list().map(({ ready }) => ready));
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      for (const { kill } of list()) kill();
      slots.clear();
    },
  };
}

function fillSlot(slot: SpareSlot, hasCompiler: boolean): void {
  slot.fingerprint = takeFingerprint(slot.options);
  if (slot.fingerprint === null) return;
  const spare = openSpare(slot.options, hasCompiler && TYPESCRIPT.test(slot.options.file));
  slot.spare = spare;
  void spare.ended.then(() => {
    if (slot.spare === spare) slot.spare = null;
  });
}

/** Drops what came first, where there are more than there may be. */
function dropOldest(slots: Map<string, SpareSlot>): void {
  for (const [name, { spare }] of slots) {
    if (slots.size <= MOST) break;
    slots.delete(name);
    spare?.kill();
  }
}
