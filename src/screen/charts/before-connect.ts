// What a socket did before it had a connection, and so a number.
import type { TraceEvent } from '../../stage/trace/trace.ts';

/**
 * The events, with the connection's number given to those between a `connecting` and its `connect`. Connections are made
 * in the order in which they were asked for; what happens while an actor waits for several has no number, since nothing
 * tells whose it is.
 */
export function adoptBeforeConnect(events: readonly TraceEvent[]): TraceEvent[] {
  const adopted = [...events];
  /** For each actor the connections that it waits for, each with the indices of its events that have no number yet. */
  const waiting = new Map<string, number[][]>();
  for (const [index, event] of events.entries()) {
    const { actor, kind, connection, protocol, hadError } = event;
    const own = waiting.get(actor) ?? [];
    if (kind === 'connecting') waiting.set(actor, [...own, []]);
    else if (kind === 'connect') {
      for (const place of own.shift() ?? []) {
        const nameless = adopted[place] as TraceEvent;
        if (connection !== undefined) adopted[place] = { ...nameless, connection };
      }
    } else if (kind === 'exit') waiting.delete(actor);
    else if (connection !== undefined || protocol !== undefined) continue;
    // A socket that is closed without a connection will have none.
    else if (kind === 'close' && hadError !== undefined) own.shift();
    else if (own.length === 1) own[0]?.push(index);
  }
  return adopted;
}
