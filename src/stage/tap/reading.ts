// Reports what arrives: chunks as they are handed to the program, what nobody takes, the FIN and the end.
import net from 'node:net';
import type { Pauser } from '../trace/record.ts';
import { type Chunk, countBytes, describeBytes } from './bytes.ts';
import { type KnownSocket, known, nameConnection } from './connections.ts';
import { follow } from './emit.ts';
import { report } from './report.ts';
import { findCaller, wrapMethod } from './wrap.ts';

// The program may replace them.
const { nextTick } = process;
const { queueMicrotask } = globalThis;

/** Starts reporting what arrives at every `net.Socket` of this process, and who stops and resumes reading. */
export function tapReading(): void {
  const socket = net.Socket.prototype;
  wrapMethod(socket, 'push', onPush, concludePush);
  wrapMethod(socket, 'pause', (self) => {
    const entry = known.get(self);
    if (!entry || self.destroyed || self.readableFlowing === false) return;
    entry.pausedBy = findCaller();
    report({ kind: 'pause', by: entry.pausedBy, ...nameConnection(self) });
  });
  wrapMethod(socket, 'resume', (self) => {
    const entry = known.get(self);
    if (!entry || self.destroyed || self.readableFlowing === true) return;
    entry.pausedBy = undefined;
    if (findCaller() === 'you') report({ kind: 'resume', ...nameConnection(self) });
  });
}

/** Whether nobody reads a socket: it has not begun to flow, and nobody waits for `readable`, or reads now and then. */
export function isUnread(self: net.Socket): boolean {
  const { isReadDirectly = false, isPolled = false } = known.get(self) ?? {};
  return (
    !isReadDirectly &&
    !isPolled &&
    !isSecuring(self) &&
    self.readableFlowing === null &&
    self.listenerCount('readable') === 0
  );
}

/** Who has paused a socket; undefined where nobody has, or where a pipe waits that will resume it. */
export function findPauser(self: net.Socket): Pauser | undefined {
  const { pausedBy } = known.get(self) ?? {};
  const isPaused = self.readableFlowing === false && self.listenerCount('readable') === 0;
  return isPaused && !(pausedBy === 'node' && hasPipe(self)) ? pausedBy : undefined;
}

/** Whether a socket's TLS is being set up: Node reads until that is done. */
export function isSecuring(self: net.Socket): boolean {
  return (self as { secureConnecting?: boolean }).secureConnecting === true;
}

function hasPipe(self: net.Socket): boolean {
  const { pipes } = (self as { _readableState?: { pipes?: unknown[] } })._readableState ?? {};
  return pipes === undefined || pipes.length > 0;
}

/** Sees what a socket hands to the function of its option `onread`: it has the function under a symbol of Node's. */
export function watchOnread(self: net.Socket, entry: KnownSocket): void {
  const symbol = Object.getOwnPropertySymbols(self).find((one) => one.description === 'kBufferCb');
  const socket = self as unknown as Record<symbol, unknown>;
  if (symbol === undefined || typeof socket[symbol] !== 'function') return;
  entry.isReadDirectly = true;
  wrapMethod(socket, symbol, (_self, [bytes, buffer]) =>
    reportData(self, entry, (buffer as Uint8Array).subarray(0, bytes as number)),
  );
}

function onPush(self: net.Socket, [chunk, encoding]: unknown[]): void {
  const entry = known.get(self);
  if (!entry || chunk === undefined) return;
  follow(self);
  settleArrival(self);
  entry.arrival = chunk === null ? 'fin' : { chunk, encoding };
}

/** What is not handed over within the call may be in this turn of the loop, once all its promises have settled. */
function concludePush(self: net.Socket): void {
  const arrival = known.get(self)?.arrival;
  if (!arrival) return;
  const settle = () => {
    if (known.get(self)?.arrival === arrival) settleArrival(self);
  };
  nextTick(() => queueMicrotask(() => nextTick(settle)));
}

/** Reports what has arrived and nobody has taken, before what comes next. */
export function settleArrival(self: net.Socket): void {
  const entry = known.get(self);
  const arrival = entry?.arrival;
  if (!entry || !arrival) return;
  entry.arrival = undefined;
  if (arrival !== 'fin')
    report(describeBytes('arrived', self, arrival.chunk as Chunk, arrival.encoding));
  else report({ kind: 'fin', ...(isUnread(self) && { isUnread: true }), ...nameConnection(self) });
}

/** Reports a chunk that is handed to the program. */
export function reportData(self: net.Socket, entry: KnownSocket, chunk: Chunk): void {
  const { arrival } = entry;
  // Nothing but `read()` hands over what does not flow; a listener for `readable` makes that `false`.
  if (self.readableFlowing === null) entry.isPolled = true;
  const record = describeBytes('data', self, chunk, self.readableEncoding);
  let read = 0;
  // The FIN behind it is still to be noticed.
  if (arrival && arrival !== 'fin') {
    entry.arrival = undefined;
    read = countBytes(arrival.chunk as Chunk, arrival.encoding);
  }
  report({
    ...record,
    ...(read !== record.bytes && { read }),
    ...(isLost(self, entry) && { isUnread: true }),
  });
}

/** Whether nobody takes a chunk that is handed over: the socket flows, and no `data` listener is left, or none was added. */
function isLost(self: net.Socket, { isReadDirectly = false }: KnownSocket): boolean {
  return !isReadDirectly && self.readableFlowing === true && self.listenerCount('data') === 0;
}

/** Reports the `end` event. */
export function reportEnd(self: net.Socket, entry: KnownSocket): void {
  entry.arrival = undefined;
  report({ kind: 'end', by: 'peer', ...nameConnection(self) });
}
