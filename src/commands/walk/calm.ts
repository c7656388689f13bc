// The calm after programs were started: when a learner has seen what there is to see.
import type { RunProgram } from '../../course/block.ts';
import type { TraceEvent } from '../../stage/trace.ts';
import { isServer, openRest } from '../rest.ts';

/** Follows programs that are being started. */
export interface Calm {
  /** Takes an event of the stage's. */
  take(event: TraceEvent): void;
  /** Settles when servers listen and clients have gone, when nothing happens any more, or after a while. */
  readonly reached: Promise<void>;
  /** Has `reached` settle now. */
  end(): void;
}

/** How long nothing happens before it counts as calm, in ms. */
const QUIET_MS = 1500;
/** The same where all has come that was to come, but for a last line that is on its way. */
const LAST_LINE_MS = 60;
/** A program that never falls silent counts as calm nevertheless, after this many ms. */
const RESTLESS_MS = 3000;

/** Begins to follow programs that start after the `past` events of the run. */
export function openCalm(programs: readonly RunProgram[], past: readonly TraceEvent[]): Calm {
  const rest = openRest(programs, past);
  const hasClients = programs.some(({ actor }) => !isServer(actor));
  let end = () => {};
  const reached = new Promise<void>((resolve) => {
    end = resolve;
  });
  const restless = setTimeout(end, RESTLESS_MS);
  let patience = QUIET_MS;
  let quiet = setTimeout(end, patience);
  let isReached = false;
  void reached.then(() => {
    isReached = true;
    clearTimeout(restless);
    clearTimeout(quiet);
  });
  const isAtRest = () => rest.hasEnded() || (hasClients ? rest.hasParted() : rest.hasListened());
  return {
    reached,
    end: () => end(),
    take(event) {
      if (isReached) return;
      rest.take(event);
      const wanted = isAtRest() ? LAST_LINE_MS : QUIET_MS;
      if (wanted !== patience) {
        clearTimeout(quiet);
        patience = wanted;
        quiet = setTimeout(end, patience);
      } else quiet.refresh();
    },
  };
}
