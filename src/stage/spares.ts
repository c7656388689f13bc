// The spares: a process that waits for each program that may be started again.
import { readGround } from './ground.ts';
import type { ProgramOptions } from './launch.ts';
import { openSpare, type Spare } from './spare.ts';

/** Spares for the programs of one runner. */
export interface Spares {
  /** The ids of the processes that wait, or are about to. */
  readonly pids: readonly number[];
  /** Says that these programs may be started next; each gets a spare at once. */
  expect(programs: readonly ProgramOptions[]): void;
  /**
   * The spare for a program, which may not be ready yet; null where there is none. It is the taker's, and
   * another one takes its place when the programs have come to rest.
   */
  take(options: ProgramOptions): Spare | null;
  /** Takes back a spare that was not needed after all, for the program it was taken for. */
  giveBack(spare: Spare, options: ProgramOptions): void;
  /** Hears that a program said something; when nothing is said any more, they have come to rest. */
  noteActivity(): void;
  /** Hears that a program has ended. */
  noteEnd(): void;
  /** Settles when all that were started wait, or have ended. */
  settled(): Promise<void>;
  /** Kills those that wait, and starts none any more. */
  close(): void;
}

/** The most spares at a time: each takes some 60 MB. */
const MOST = 4;
/** How long nothing is said before programs count as at rest, in ms. */
const QUIET_MS = 25;
/** Programs that never fall silent are at rest after this, in ms. */
const RESTLESS_MS = 400;
/** How long a spare that died by itself is not replaced, in ms; twice as long each time, up to the most. */
const RETRY_MS = 100;
const MOST_RETRY_MS = 10_000;

/** Where a spare stands: there is one place for each actor. */
interface Place {
  options: ProgramOptions;
  ground: string | null;
  spare: Spare | null;
  /** How many died here one after the other. */
  deaths: number;
  retry: NodeJS.Timeout | null;
}

/** Opens a runner's spares; there are none until a program is expected, or was taken. */
export function openSpares(): Spares {
  const places = new Map<string, Place>();
  let quiet: NodeJS.Timeout | null = null;
  let restless: NodeJS.Timeout | null = null;
  let isClosed = false;

  function rest(): void {
    clearTimeout(quiet ?? undefined);
    clearTimeout(restless ?? undefined);
    quiet = null;
    restless = null;
    for (const place of places.values()) fill(place);
  }

  function fill(place: Place): void {
    if (isClosed || place.spare || place.retry) return;
    place.ground = readGround(place.options);
    if (place.ground === null) return;
    const spare = openSpare(place.options);
    place.spare = spare;
    void spare.ended.then(() => {
      if (place.spare === spare) retry(place);
    });
  }

  /** Replaces a spare that died, less and less often: a broken Node would have this go on for ever. */
  function retry(place: Place): void {
    place.spare = null;
    place.deaths += 1;
    const ms = Math.min(MOST_RETRY_MS, RETRY_MS * 2 ** (place.deaths - 1));
    place.retry = setTimeout(() => {
      place.retry = null;
      if (places.get(place.options.actor) === place) fill(place);
    }, ms);
    place.retry.unref();
  }

  function clear(place: Place): void {
    clearTimeout(place.retry ?? undefined);
    const { spare } = place;
    place.spare = null;
    spare?.kill();
  }

  /** Has the program's place ready, and returns it with what stands there. */
  function prepare(options: ProgramOptions): Place {
    const { actor } = options;
    const ground = readGround(options);
    const old = places.get(actor);
    places.delete(actor);
    if (old && old.ground === ground && ground !== null) {
      places.set(actor, old);
      old.options = options;
      return old;
    }
    if (old) clear(old);
    const place: Place = { options, ground, spare: null, deaths: 0, retry: null };
    places.set(actor, place);
    for (const [name, other] of places) {
      if (places.size <= MOST) break;
      places.delete(name);
      clear(other);
    }
    return place;
  }

  function list(): Spare[] {
    return [...places.values()].flatMap(({ spare }) => spare ?? []);
  }

  return {
    get pids() {
      return list().map(({ child }) => child.pid ?? 0);
    },
    expect(programs) {
      for (const options of programs) fill(prepare(options));
    },
    take(options) {
      if (isClosed) return null;
      const place = prepare(options);
      const { spare } = place;
      place.spare = null;
      if (!spare || spare.hasEnded) return null;
      if (spare.isWaiting) place.deaths = 0;
      return spare;
    },
    giveBack(spare, options) {
      const place = places.get(options.actor);
      const isWanted = !isClosed && place?.options === options && place.spare === null;
      if (!isWanted || spare.hasEnded) {
        spare.kill();
        return;
      }
      place.spare = spare;
    },
    noteActivity() {
      if (isClosed) return;
      clearTimeout(quiet ?? undefined);
      quiet = setTimeout(rest, QUIET_MS);
      restless ??= setTimeout(rest, RESTLESS_MS);
    },
    noteEnd: rest,
    async settled() {
      await Promise.all(list().map(({ ready }) => ready));
    },
    close() {
      isClosed = true;
      rest();
      for (const place of places.values()) clear(place);
      places.clear();
    },
  };
}
