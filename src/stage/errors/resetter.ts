// Who broke a connection off.
import type { TraceEvent } from '../trace/trace.ts';

/** The actor at the other end of a connection that was reset, and by what: its own call, or its end. */
export interface Resetter {
  actor: string;
  by: 'call' | 'exit';
}

/** Who reset the connection of the actor's last ECONNRESET, or null where that isn't seen. */
export function findResetter({
  actor,
  events,
}: {
  actor: string;
  events: readonly TraceEvent[];
}): Resetter | null {
  const broken = events.findLast(
    (event) => event.actor === actor && event.kind === 'error' && event.code === 'ECONNRESET',
  );
  const connection = broken?.connection;
  if (connection === undefined) return null;
  const others = events.filter(
    (event) => event.actor !== actor && (event.connection === connection || event.kind === 'exit'),
  );
  const reset = others.findLast(({ kind }) => kind === 'reset');
  if (reset) return { actor: reset.actor, by: 'call' };
  const peer = others.findLast(({ kind }) => kind === 'connect' || kind === 'connection');
  const own = others.filter((event) => event.actor === peer?.actor);
  const hasClosed = own.some(({ kind }) => kind === 'close' || kind === 'destroy');
  const hasEnded = own.some(({ kind }) => kind === 'exit');
  return peer && hasEnded && !hasClosed ? { actor: peer.actor, by: 'exit' } : null;
}
