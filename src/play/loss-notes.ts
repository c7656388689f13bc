// What was lost when a program ended by itself, well, with a connection still open, or destroyed one too early.
import { findOpenConnections } from '../stage/alive.ts';
import { nameProgram } from '../stage/program-names.ts';
import { PROXY } from '../stage/proxy/proxy.ts';
import type { Stage } from '../stage/stage.ts';
import { listEnds } from '../stage/trace/connection-numbers.ts';
import type { TapEnding } from '../stage/trace/record.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Language } from '../text/language.ts';
import { runMessages } from '../text/messages/run.ts';
import { listAddresses } from './alive-notes.ts';

/** What became of a connection that was open when its program ended. */
interface Loss {
  /** The program at the other end. */
  other: string;
  /** How many of the bytes that the program wrote never arrived there, and the other way round. */
  sent: number;
  unread: number;
  /** Whether the other end came to the end of what was sent, by an `end` and no error. */
  isEnded: boolean;
}

/** A sentence on each connection that a program left open when it ended with the exit code 0, where that lost something. */
export function describeLosses(
  { events, programs }: Pick<Stage, 'events' | 'programs'>,
  language: Language,
): string[] {
  // Between the two there are other connections.
  if (events.some(({ actor }) => actor === PROXY)) return [];
  const say = runMessages[language].lost;
  const nameOf = (actor: string) => nameProgram(actor, programs);
  return programs
    .filter(({ exit, isOneOfMany }) => exit?.code === 0 && !isOneOfMany)
    .flatMap(({ actor, ending }) =>
      findLosses(actor, events).flatMap(({ other, sent, unread }) => {
        const ends = [nameOf(actor), nameOf(other)] as const;
        const isDrained = ending?.cause === 'drained';
        if (sent > 0) return say.sent(...ends, sent, isDrained);
        return unread > 0 ? say.unread(...ends, unread, isDrained) : [];
      }),
    );
}

/** A sentence on each connection that a program destroyed before all was sent that it had written. */
export function describeDestroyed(
  { events, programs }: Pick<Stage, 'events' | 'programs'>,
  language: Language,
): string[] {
  if (events.some(({ actor }) => actor === PROXY)) return [];
  const nameOf = (actor: string) => nameProgram(actor, programs);
  return programs
    .filter(({ exit, isOneOfMany }) => (exit === null || exit.code === 0) && !isOneOfMany)
    .flatMap(({ actor }) => {
      const isOwn = (event: TraceEvent) => event.actor === actor && event.kind === 'destroy';
      const destroyed = events.flatMap((event) =>
        isOwn(event) && event.by === 'you' && event.connection !== undefined
          ? event.connection
          : [],
      );
      return findLossesOf(actor, events, destroyed).flatMap(({ other, sent, isEnded }) =>
        // What a reset takes away was sent.
        sent > 0 && isEnded
          ? runMessages[language].lost.destroyed(nameOf(actor), nameOf(other), sent)
          : [],
      );
    });
}

/** A sentence on each program that ended by itself while something was open that keeps no program alive, and why. */
export function describeDrained(
  { events, programs }: Pick<Stage, 'events' | 'programs'>,
  language: Language,
): string[] {
  return programs
    .filter(({ exit, isOneOfMany }) => exit !== null && !isOneOfMany)
    .flatMap(({ actor, title, ending }) => {
      if (ending?.cause !== 'drained') return [];
      const exit = events.findLastIndex((event) => event.actor === actor && event.kind === 'exit');
      const life = events.slice(0, Math.max(0, exit));
      const open = [...findOpenConnections(life, actor)].map(([connection, address]) => ({
        address,
        ends: listEnds(life, actor, connection),
      }));
      // It is no server only because it comes first.
      const name = programs.length === 1 ? title : nameProgram(actor, programs);
      return tellDrained(name, ending, open, language);
    });
}

function tellDrained(
  name: string,
  { letGo = [], paused = [], half = [], unread = [], servers = [] }: TapEnding,
  open: readonly { address: string; ends: ReadonlySet<number> }[],
  language: Language,
): string[] {
  const say = runMessages[language].drained;
  const find = (numbers: readonly number[]) =>
    open.flatMap(({ address, ends }) => (numbers.some((each) => ends.has(each)) ? address : []));
  const kinds = { letGo, paused, half, unread };
  const connections = Object.entries(kinds).flatMap(([kind, numbers]) => {
    const places = find(numbers);
    if (places.length === 0) return [];
    const why = kind as keyof typeof kinds;
    return say.connections(name, places.length, listAddresses(places, language), why);
  });
  if (servers.length === 0) return connections;
  return [say.servers(name, listAddresses(servers, language)), ...connections];
}

function findLosses(actor: string, events: readonly TraceEvent[]): Loss[] {
  const exit = events.findLastIndex((event) => event.actor === actor && event.kind === 'exit');
  const open = findOpenConnections(events.slice(0, Math.max(0, exit)), actor);
  return findLossesOf(actor, events, [...open.keys()]);
}

function findLossesOf(
  actor: string,
  events: readonly TraceEvent[],
  connections: readonly number[],
): Loss[] {
  return connections.flatMap((connection) => {
    const all = events.filter((event) => event.connection === connection);
    const isStart = ({ kind }: TraceEvent) => kind === 'connect' || kind === 'connection';
    const other = all.findLast((event) => isStart(event) && event.actor !== actor)?.actor;
    if (other === undefined) return [];
    const own = all.filter((event) => event.actor === actor);
    const [wrote, got] = [countBytes(own, ['write']), countBytes(own, ARRIVED)];
    const others = all.filter((event) => event.actor === other);
    return {
      other,
      // What a program has yet to read isn't lost: it waits in the kernel.
      sent: others.some(isReadOut) ? wrote - countBytes(others, ARRIVED) : 0,
      unread: countBytes(others, ['write']) - got,
      isEnded: others.some(isReadOut) && !others.some(({ kind }) => kind === 'error'),
    };
  });
}

/** Whether a program has got all that it will get on a connection. */
function isReadOut({ kind, by }: TraceEvent): boolean {
  return kind === 'error' || (kind === 'end' && by === 'peer');
}

const ARRIVED: readonly TraceEvent['kind'][] = ['data', 'arrived'];

function countBytes(events: readonly TraceEvent[], kinds: readonly TraceEvent['kind'][]): number {
  return events
    .filter(({ kind }) => kinds.includes(kind))
    .reduce((total, { bytes = 0 }) => total + bytes, 0);
}
