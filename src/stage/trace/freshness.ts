// Whether what the kernel was asked still held when its answer had come.
import type { TapRecord } from './record.ts';
import type { Kind } from './trace.ts';

/** Kinds of records after which the kernel may know a socket in another state. */
const CHANGES: readonly Kind[] = [
  'listening',
  'closing',
  'connect',
  'connection',
  'drop',
  'fin',
  'end',
  'destroy',
  'reset',
  'error',
  'close',
  'exit',
];
/** So many sockets are followed at most; the oldest are forgotten. */
const MOST = 10_000;

/**
 * Follows the records of a run, in their order. Returns false for a state if something happened to its socket between
 * the question and the answer: nobody knows then which of the two came first.
 */
export function createFreshness(): (actor: string, record: TapRecord) => boolean {
  /** When something happened last: to a connection by its numbers, to a server by its address, to a program. */
  const changes = new Map<number | string, number>();

  return (actor, { t, kind, since = t, connection, through, local }) => {
    const ofProgram = `exit ${actor}`;
    if (kind === 'state') {
      const names = [ofProgram, connection ?? local ?? ''];
      return names.every((name) => (changes.get(name) ?? 0) < since);
    }
    if (!CHANGES.includes(kind)) return true;
    const ofServer = connection === undefined ? local : undefined;
    for (const name of [connection, through, ofServer, kind === 'exit' ? ofProgram : undefined]) {
      if (name === undefined) continue;
      changes.delete(name);
      changes.set(name, t);
    }
    const [oldest] = changes.keys();
    if (changes.size > MOST && oldest !== undefined) changes.delete(oldest);
    return true;
  };
}
