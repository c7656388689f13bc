// Finds what a program did with a socket before it connected and got a number.
import type { TraceEvent } from '../../stage/trace/trace.ts';

/** The events, with the connection's number given to those between a `connecting` and its `connect`. */
export function adoptBeforeConnect(events: readonly TraceEvent[]): TraceEvent[] {
  const adopted = [...events];
  /** For each connecting actor, the indices of its events that have no number yet. */
  const early = new Map<string, number[]>();
  for (const [index, event] of events.entries()) {
    const { actor, kind, connection, protocol } = event;
    if (kind === 'connecting' && !early.has(actor)) early.set(actor, []);
    else if (kind === 'connect') {
      for (const place of early.get(actor) ?? []) {
        const nameless = adopted[place] as TraceEvent;
        if (connection !== undefined) adopted[place] = { ...nameless, connection };
      }
      early.delete(actor);
    } else if (kind === 'exit') early.delete(actor);
    else if (connection === undefined && protocol === undefined) early.get(actor)?.push(index);
  }
  return adopted;
}
