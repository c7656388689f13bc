// Reports stream sockets, TCP, UNIX domain and TLS, through the methods of their prototypes.
import net from 'node:net';
import { Duplex } from 'node:stream';
import { type Chunk, describeBytes } from './bytes.ts';
import {
  adoptParent,
  formatAddress,
  type KnownSocket,
  known,
  knowPath,
  nameConnection,
  readAddress,
  readEnds,
  spellPath,
} from './connections.ts';
import { followSoon, tapEmit } from './emit.ts';
import { reportData, reportEnd, settleArrival, tapReading, watchOnread } from './reading.ts';
import { beginReport, endReport, report } from './report.ts';
import { reportError } from './servers.ts';
import { findCaller, wrapMethod } from './wrap.ts';

// tsx, preloaded too, looks for a parent tsx that watches files.
const TSX_PIPE = /[\\/]tsx-[^\\/]*[\\/]\d+\.pipe$/;

/** Starts reporting what every `net.Socket` of this process does. */
export function tapSockets(): void {
  const socket = net.Socket.prototype;
  wrapMethod(socket, 'connect', onConnectCall);
  tapReading();
  const conclude = (self: net.Socket) => endReport(self, self.writableLength);
  tapWriting(conclude);
  wrapMethod(socket, 'end', onEndCall, conclude);
  wrapMethod(socket, 'destroySoon', (self) => {
    const entry = known.get(self);
    if (entry) entry.destroyedSoonBy = findCaller();
  });
  wrapMethod(socket, 'destroy', onDestroyCall);
  wrapMethod(socket, 'resetAndDestroy', onResetCall);
  tapEmit(socket, onEmit);
}

/** Once the peer has ended, Node gives a socket a `write` of its own, which calls the one that all duplex streams have. */
function tapWriting(conclude: (self: net.Socket) => void): void {
  const ongoing = new WeakSet<object>();
  const isBypass = (self: object) => self instanceof net.Socket && !ongoing.has(self);
  wrapMethod(
    net.Socket.prototype,
    'write',
    (self, args) => {
      ongoing.add(self);
      onWrite(self, args);
    },
    (self) => {
      ongoing.delete(self);
      conclude(self);
    },
  );
  wrapMethod(
    Duplex.prototype,
    'write',
    (self, args) => isBypass(self) && onWrite(self as net.Socket, args),
    (self) => isBypass(self) && conclude(self as net.Socket),
  );
}

function onConnectCall(self: net.Socket, args: unknown[]): void {
  // net.connect() hands its arguments on already normalized, as one array.
  const list = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  const target = readTarget(list);
  // Without a port that is one, the call throws.
  if ('path' in target ? TSX_PIPE.test(target.path) : !isPort(target.port)) return;
  const entry = 'path' in target ? knowPath(target.path) : {};
  known.set(self, entry);
  watchOnread(self, entry);
  followSoon(self);
  const remote = 'path' in target ? spellPath(target.path) : `${target.host}:${target.port}`;
  report({ kind: 'connecting', remote, ...nameConnection(self) });
}

function isPort(port: unknown): boolean {
  const isGiven = typeof port === 'number' || (typeof port === 'string' && port.trim() !== '');
  return isGiven && Number(port) === (Number(port) & 0xffff);
}

function readTarget([first, second]: unknown[]):
  | { path: string }
  | { host: string; port: unknown } {
  if (typeof first === 'object' && first !== null) {
    const { path, host, port } = first as { path?: string; host?: string; port?: unknown };
    return path ? { path } : { host: host ?? 'localhost', port };
  }
  if (typeof first === 'string' && !/^\d+$/.test(first)) return { path: first };
  return { host: typeof second === 'string' ? second : 'localhost', port: first };
}

function onWrite(self: net.Socket, [first, encoding]: unknown[]): void {
  const chunk = first;
  // For what is neither text nor bytes the call throws.
  if (!known.has(self) || !isChunk(chunk)) return;
  const { defaultEncoding } =
    (self as { _writableState?: { defaultEncoding?: string } })._writableState ?? {};
  const given = typeof encoding === 'string' ? encoding : defaultEncoding;
  if (self.destroyed) {
    // Node tells nobody but the call's callback.
    report(describeBytes('unsent', self, chunk, given));
  } else if (!self.writableEnded) {
    // After end() there is an error in its place.
    settleArrival(self);
    beginReport(self, describeBytes('write', self, chunk, given));
  }
}

function isChunk(chunk: unknown): chunk is Chunk {
  return typeof chunk === 'string' || ArrayBuffer.isView(chunk);
}

function onEndCall(self: net.Socket, args: unknown[]): void {
  if (!known.has(self)) return;
  if (self.destroyed) onWrite(self, args);
  if (self.destroyed || self.writableEnded) return;
  settleArrival(self);
  if (typeof args[0] !== 'function') onWrite(self, args);
  beginReport(self, { kind: 'end', by: findCaller(), ...nameConnection(self) });
}

function onDestroyCall(self: net.Socket): void {
  const entry = known.get(self);
  if (!entry || self.destroyed || entry.isReset) return;
  settleArrival(self);
  // destroySoon() leaves the call to 'finish', behind which nobody's code is to be seen.
  const soonBy = self.writableFinished ? entry.destroyedSoonBy : undefined;
  report({ kind: 'destroy', by: soonBy ?? findCaller(), ...nameConnection(self) });
}

function onResetCall(self: net.Socket): void {
  const entry = known.get(self);
  if (!entry || self.destroyed) return;
  entry.isReset = true;
  report({ kind: 'reset', ...nameConnection(self) });
}

function onEmit(self: net.Socket, [event, first, ...more]: unknown[]): void {
  // What passes through an encrypted connection is reported for the socket with the plain text.
  if (event === 'secure') adoptParent(self);
  const entry = known.get(self);
  if (!entry) return;
  switch (event) {
    case 'lookup':
      if (!first) onLookup(self, entry, more);
      break;
    case 'connectionAttempt':
    case 'connectionAttemptFailed':
    case 'connectionAttemptTimeout':
      onAttempt(entry, event, [first, ...more]);
      break;
    case 'connect':
      onConnect(self);
      break;
    case 'data':
      reportData(self, entry, first as Chunk);
      break;
    case 'end':
      reportEnd(self, entry);
      break;
    case 'drain':
      report({ kind: event, buffered: self.writableLength, ...nameConnection(self) });
      break;
    case 'finish':
    case 'timeout':
      report({ kind: event, ...nameConnection(self) });
      break;
    case 'error':
      reportError(first, {
        ...nameConnection(self),
        ...(self.listenerCount('error') === 0 && { isUnheard: true }),
        ...(entry.path !== undefined && { isPath: true }),
      });
      break;
    case 'close':
      onClose(self, Boolean(first));
      break;
  }
}

function onLookup(self: net.Socket, entry: KnownSocket, [address, , host]: unknown[]): void {
  entry.addresses = (entry.addresses ?? 0) + 1;
  report({
    kind: 'lookup',
    text: String(host),
    address: String(address),
    ...nameConnection(self),
  });
}

type Attempt = 'connectionAttempt' | 'connectionAttemptFailed' | 'connectionAttemptTimeout';

/** Of a single address, `connecting` and what comes of it say it all. */
function onAttempt({ addresses = 0 }: KnownSocket, kind: Attempt, args: unknown[]): void {
  if (addresses < 2) return;
  const [address, port, family, error] = args as [string, number, number, Error | undefined];
  const remote = formatAddress({ address, port, family: `IPv${family}` });
  report({ kind, ...(remote && { remote }), ...(error && { message: error.message }) });
}

function onClose(self: net.Socket, hadError: boolean): void {
  settleArrival(self);
  // Node gave the socket this method when the peer ended; from now on it calls no other. One of the program's own does.
  if (self.write.name === 'writeAfterFIN') wrapMethod(self, 'write', onWrite);
  const unread = self.readableLength;
  report({ kind: 'close', hadError, ...(unread > 0 && { unread }), ...nameConnection(self) });
}

function onConnect(self: net.Socket): void {
  const entry = known.get(self);
  const { port } = readAddress(self, 'getsockname');
  if (entry && port !== undefined && entry.path === undefined) entry.connection = port;
  const ends = entry?.path === undefined ? readEnds(self) : { remote: entry.path };
  report({ kind: 'connect', ...nameConnection(self), ...ends });
}
