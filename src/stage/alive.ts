// What keeps a program alive, from its own answer and from the trace.
import { readPort } from './address.ts';
import type { Program } from './program.ts';
import type { TraceEvent } from './trace/trace.ts';

/** One of the things that keep a program from ending. */
export type Reason =
  | { kind: 'listening'; address: string }
  | { kind: 'connection'; address: string }
  | { kind: 'timer' }
  | { kind: 'child' }
  | { kind: 'busy' }
  | { kind: 'other'; name: string };

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

/** The addresses on which `actor` listens after `events`; where only `isTcp` is wanted, those that are TCP's. */
export function findListening(
  events: readonly TraceEvent[],
  actor: string,
  isTcp = false,
): string[] {
  let addresses: string[] = [];
  const isWanted = ({ protocol, local = '' }: TraceEvent) =>
    !isTcp || (protocol === undefined && readPort(local) !== null);
  for (const event of events) {
    if (event.actor !== actor) continue;
    if (event.kind === 'exit' || event.kind === 'start') addresses = [];
    if (event.kind === 'listening' && event.local !== undefined && isWanted(event)) {
      addresses.push(event.local);
    }
    // Which of several servers closed is not reported; the last opened is as good a guess as any.
    if (event.kind === 'close' && event.connection === undefined && event.hadError === undefined) {
      addresses.pop();
    }
  }
  return addresses;
}

// Names of `process.getActiveResourcesInfo`; listeners and connections are told from the trace.
const TOLD_ELSEWHERE = /^(TCPServerWrap|TCPSocketWrap|PipeWrap|PipeServerWrap|UDPWrap|TLSWrap)$/;

/** Why `program` is still alive; an empty list where nothing is known to keep it. */
export async function findReasons(
  program: Program,
  events: readonly TraceEvent[],
): Promise<Reason[]> {
  const names = await program.resources();
  if (program.exit) return [];
  const reasons: Reason[] = [
    ...findListening(events, program.actor).map(
      (address) => ({ kind: 'listening', address }) as const,
    ),
    ...[...findOpenConnections(events, program.actor).values()].map(
      (address) => ({ kind: 'connection', address }) as const,
    ),
  ];
  if (names === null) return [...reasons, { kind: 'busy' }];
  for (const name of new Set(names)) {
    if (name === 'Timeout' || name === 'Immediate') reasons.push({ kind: 'timer' });
    else if (name === 'ProcessWrap') reasons.push({ kind: 'child' });
    else if (!TOLD_ELSEWHERE.test(name)) reasons.push({ kind: 'other', name });
  }
  return reasons;
}
