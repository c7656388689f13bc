// The calm after programs were started: when a learner has seen what there is to see.
import type { RunProgram } from '../course/block.ts';
import { isServer, openRunState } from '../stage/run-state.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';

/** Follows programs that are being started. */
export interface SettledWatch {
  /** Takes an event of the stage's. */
  take(event: TraceEvent): void;
  /** Settles when servers listen and clients have gone, when nothing happens any more, or after a while. */
  readonly reached: Promise<void>;
  /** Settles when all have done something and then nothing for a moment, or when nothing but a last line is to come. */
  readonly idle: Promise<void>;
  /** Has `reached` settle now. */
  end(): void;
}

/** How long programs have to show a first sign of life, on a slow machine, in ms. */
const START_MS = 10_000;
/** How long nothing happens before it counts as calm, in ms. */
const QUIET_MS = 1500;
/** The same where all has come that was to come, but for a last line that is on its way. */
const LAST_LINE_MS = 60;
/** Programs that never fall silent count as calm nevertheless, after this many ms. */
const RESTLESS_MS = 3000;

/** Begins to follow programs that start after the `past` events of the run. */
export function watchSettled(
  programs: readonly RunProgram[],
  past: readonly TraceEvent[],
): SettledWatch {
  const rest = openRunState(programs, past);
  const hasClients = programs.some(({ actor }) => !isServer(actor));
  const silent = new Set(programs.map(({ actor }) => actor));
  let isReached = false;
  let end = () => {};
  const reached = new Promise<void>((resolve) => {
    end = resolve;
  });
  let rests = () => {};
  const idle = new Promise<void>((resolve) => {
    rests = resolve;
  });
  let lull: NodeJS.Timeout | undefined;
  let restless: NodeJS.Timeout | undefined;
  let quiet = setTimeout(end, START_MS);
  void reached.then(() => {
    isReached = true;
    rests();
    clearTimeout(lull);
    clearTimeout(restless);
    clearTimeout(quiet);
  });

  const isAtRest = () => (hasClients ? rest.hasParted() : hasShownItself());

  function chooseWait(): number {
    if (isAtRest()) return LAST_LINE_MS;
    return silent.size > 0 ? START_MS : QUIET_MS;
  }

  /** Whether servers are there, and none has yet to show a sign of life. */
  function hasShownItself(): boolean {
    return rest.hasEnded() || (rest.hasListened() && silent.size === 0);
  }

  return {
    reached,
    idle,
    end: () => end(),
    take(event) {
      if (isReached) return;
      rest.take(event);
      if (event.kind !== 'start') silent.delete(event.actor);
      if (silent.size === 0) restless ??= setTimeout(end, RESTLESS_MS);
      clearTimeout(quiet);
      quiet = setTimeout(end, chooseWait());
      clearTimeout(lull);
      if (isAtRest()) rests();
      else if (silent.size === 0) lull = setTimeout(rests, LAST_LINE_MS);
    },
  };
}
