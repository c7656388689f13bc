// What keeps a program alive, from its own answer and from the trace.
import { readPort } from './address.ts';
import type { Program } from './program.ts';
import { listEnds } from './trace/connection-numbers.ts';
import {
  ENDED_HERE,
  ENDED_THERE,
  HOLDS,
  INPUT,
  PAUSED,
  type Pauser,
  SECURING,
  UNREAD,
  WORKER,
} from './trace/record.ts';
import type { TraceEvent } from './trace/trace.ts';

/** What Node names among what keeps a program alive. */
type Keeper =
  | 'input'
  | 'udp'
  | 'timer'
  | 'child'
  | 'worker'
  | 'messages'
  | 'lookup'
  | 'connecting'
  | 'writing';

/** One of the things that keep a program from ending. */
export type Reason =
  | { kind: 'listening' | 'closing'; address: string }
  | OpenConnection
  | { kind: Keeper | 'busy' }
  | { kind: 'other'; name: string };

/** A connection that a program has open. */
export interface OpenConnection {
  kind: 'connection';
  address: string;
  /** Whether both of its ends are the program's: which of them the rest is about isn't known. */
  isOwn: boolean;
  /** Whether nobody has begun to read what arrives. */
  isUnread: boolean;
  /** Who has paused it, where it is paused. */
  paused: Pauser | null;
  /** Whether its TLS is not set up yet. */
  isSecuring: boolean;
  /** How many bytes have arrived in the process, and wait to be read, where nobody does. */
  held: number;
  /** Whether its timeout came, and it was not closed. */
  hasTimedOut: boolean;
  /** Which side has ended it, where only one has: this program, or the other end. */
  ended: 'here' | 'there' | null;
}

/** The connections that `actor` has open after `events`: their numbers, and the address of the other end. */
export function findOpenConnections(
  events: readonly TraceEvent[],
  actor: string,
): Map<number, string> {
  const open = new Map<number, string>();
  for (const event of events) {
    if (event.actor !== actor) continue;
    if (event.kind === 'exit' || event.kind === 'start') open.clear();
    if (event.connection === undefined || event.protocol === 'udp') continue;
    if (event.kind === 'connect' || event.kind === 'connection') {
      open.set(event.connection, event.remote ?? event.local ?? '');
    }
    if (event.kind === 'close') open.delete(event.connection);
  }
  return open;
}

/** A stream server's address, and whether it was told to close and waits for its connections. */
export interface Listener {
  address: string;
  isClosing: boolean;
}

/** The stream servers that `actor` has after `events`, those that wait for their close included. */
function findServers(events: readonly TraceEvent[], actor: string): Listener[] {
  let servers: Listener[] = [];
  for (const { kind, local: address, protocol, connection, hadError, ...event } of events) {
    if (event.actor !== actor || protocol !== undefined) continue;
    const own = servers.filter((server) => server.address === address);
    if (kind === 'exit' || kind === 'start') servers = [];
    else if (kind === 'listening' && address !== undefined) {
      servers.push({ address, isClosing: false });
    } else if (kind === 'closing') {
      const server = own.find(({ isClosing }) => !isClosing);
      if (server) server.isClosing = true;
    } else if (kind === 'close' && connection === undefined && hadError === undefined) {
      const closed = own.find(({ isClosing }) => isClosing) ?? own[0];
      servers = servers.filter((server) => server !== closed);
    }
  }
  return servers;
}

/** The addresses on which `actor` takes connections after `events`; where only `isTcp` is wanted, those of TCP. */
export function findListening(
  events: readonly TraceEvent[],
  actor: string,
  isTcp = false,
): string[] {
  return findServers(events, actor)
    .filter(({ address, isClosing }) => !isClosing && (!isTcp || readPort(address) !== null))
    .map(({ address }) => address);
}

/** What the trace tells of an open connection of the actor's. */
function readTrace(
  events: readonly TraceEvent[],
  actor: string,
  connection: number,
  half: OpenConnection['ended'],
): Pick<OpenConnection, 'isOwn' | 'hasTimedOut' | 'ended'> {
  const start = events.findLastIndex((event) => event.actor === actor && event.kind === 'start');
  const own = events
    .slice(Math.max(0, start))
    .filter((event) => event.actor === actor && event.connection === connection);
  const has = (wanted: TraceEvent['kind']) => own.some(({ kind }) => kind === wanted);
  const isOwn = has('connect') && has('connection');
  return {
    isOwn,
    hasTimedOut: has('timeout'),
    ended: isOwn ? half : findHalf(own),
  };
}

/** Where both ends are the program's, the trace doesn't tell whose end it was: its sockets do. */
function readHalf(names: readonly string[], ends: ReadonlySet<number>): OpenConnection['ended'] {
  const is = (prefix: string) => [...ends].some((end) => names.includes(`${prefix}${end}`));
  if (is(ENDED_THERE)) return 'there';
  return is(ENDED_HERE) ? 'here' : null;
}

/** Which side has ended a connection, where only one has. */
function findHalf(own: readonly TraceEvent[]): 'here' | 'there' | null {
  const ends = own.filter(({ kind }) => kind === 'end');
  const isThere = ends.some(({ by }) => by === 'peer');
  if (isThere === ends.some(({ by }) => by !== 'peer')) return null;
  return isThere ? 'there' : 'here';
}

const PAUSERS: readonly Pauser[] = ['you', 'option', 'node'];

/** What the program's answer tells of one of its connections. */
function readNames(
  names: readonly string[],
  ends: ReadonlySet<number>,
): Pick<OpenConnection, 'isUnread' | 'isSecuring' | 'paused' | 'held'> {
  const is = (prefix: string) => [...ends].some((end) => names.includes(`${prefix}${end}`));
  const holds = names
    .filter((name) => [...ends].some((end) => name.startsWith(`${HOLDS}${end} `)))
    .map((name) => Number(name.split(' ').at(-1)));
  return {
    isUnread: is(UNREAD),
    isSecuring: is(SECURING),
    paused: PAUSERS.find((each) => is(PAUSED[each])) ?? null,
    held: holds.reduce((sum, bytes) => sum + bytes, 0),
  };
}

// Names of `process.getActiveResourcesInfo`; listeners and connections are told from the trace.
const TOLD_ELSEWHERE =
  /^(TCPServerWrap|TCPSocketWrap|PipeWrap|PipeServerWrap|TLSWrap|TTYWrap|SimpleShutdownWrap)( |$)/;
const KINDS: Readonly<Record<string, Keeper>> = {
  Timeout: 'timer',
  Immediate: 'timer',
  ProcessWrap: 'child',
  MessagePort: 'messages',
  GetAddrInfoReqWrap: 'lookup',
  ConnectWrap: 'connecting',
  SimpleWriteWrap: 'writing',
  UDPWrap: 'udp',
  [INPUT]: 'input',
  [WORKER]: 'worker',
};

/** Why `program` is still alive; an empty list where nothing is known to keep it. */
export async function findReasons(
  program: Program,
  events: readonly TraceEvent[],
): Promise<Reason[]> {
  const { actor } = program;
  const names = await program.resources();
  if (program.exit) return [];
  const reasons: Reason[] = findServers(events, actor).map(({ address, isClosing }) => ({
    kind: isClosing ? 'closing' : 'listening',
    address,
  }));
  for (const [connection, address] of findOpenConnections(events, actor)) {
    const ends = listEnds(events, actor, connection);
    reasons.push({
      kind: 'connection',
      address,
      ...readNames(names ?? [], ends),
      ...readTrace(events, actor, connection, readHalf(names ?? [], ends)),
    });
  }
  if (names === null) return [...reasons, { kind: 'busy' }];
  const keepers = new Set(names.flatMap((name) => KINDS[name] ?? []));
  const others = new Set(names.filter((name) => !KINDS[name] && !TOLD_ELSEWHERE.test(name)));
  return [
    ...reasons,
    ...[...keepers].map((kind) => ({ kind })),
    ...[...others].map((name) => ({ kind: 'other', name }) as const),
  ];
}
