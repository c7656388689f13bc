// The attempts to connect in a run, and what became of each.
import type { TraceEvent } from '../../stage/trace/trace.ts';

/** What became of a try; `open`: nothing by the end of the run. */
export type Outcome = 'connected' | 'refused' | 'failed' | 'open';

/** One call of `connect()`. */
export interface Attempt {
  actor: string;
  at: number;
  outcome: Outcome;
  /** Node's code of the error, where there was one. */
  code: string | null;
}

/** All tries of a run, in their order. */
export function collectAttempts(events: readonly TraceEvent[]): Attempt[] {
  const attempts: Attempt[] = [];
  // Nothing tells sockets apart that have no port yet: what was asked for first is answered first.
  const waiting = new Map<string, Attempt[]>();
  for (const { actor, at, kind, connection, code, protocol, hadError } of events) {
    if (protocol !== undefined) continue;
    const own = waiting.get(actor) ?? [];
    waiting.set(actor, own);
    if (kind === 'connecting') {
      const attempt: Attempt = { actor, at, outcome: 'open', code: null };
      attempts.push(attempt);
      own.push(attempt);
    } else if (kind === 'connect') {
      const index = own.findIndex((each) => each.code === null);
      const [attempt] = index < 0 ? [] : own.splice(index, 1);
      if (attempt) attempt.outcome = 'connected';
    } else if (connection !== undefined) continue;
    else if (kind === 'error') {
      const attempt = own.find((each) => each.code === null);
      if (!attempt) continue;
      attempt.code = String(code ?? '');
      attempt.outcome = code === 'ECONNREFUSED' ? 'refused' : 'failed';
    } else if (kind === 'close' && hadError !== undefined) {
      const index = own.findIndex((each) => each.code !== null);
      const [attempt] = own.splice(Math.max(0, index), 1);
      if (attempt?.outcome === 'open') attempt.outcome = 'failed';
    } else if (kind === 'exit') waiting.delete(actor);
  }
  return attempts;
}

/** How many tries came to what. */
export function countOutcomes(attempts: readonly Attempt[]): Record<Outcome, number> {
  const counts = { connected: 0, refused: 0, failed: 0, open: 0 };
  for (const { outcome } of attempts) counts[outcome] += 1;
  return counts;
}
