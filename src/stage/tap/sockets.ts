// Reports stream sockets, TCP, UNIX domain and TLS, through the methods of their prototypes.
import net from 'node:net';
import {
  adoptParent,
  known,
  knowPath,
  nameConnection,
  readAddress,
  readEnds,
  spellPath,
} from './connections.ts';
import { beginReport, endReport, type Report, report } from './report.ts';
import { reportError } from './servers.ts';
import { findCaller, wrapMethod } from './wrap.ts';

// tsx, preloaded too, looks for a parent tsx that watches files.
const TSX_PIPE = /[\\/]tsx-[^\\/]*[\\/]\d+\.pipe$/;

type WrittenChunk = string | NodeJS.ArrayBufferView | null | undefined;

/** Starts reporting what every `net.Socket` of this process does. */
export function tapSockets(): void {
  const socket = net.Socket.prototype;
  wrapMethod(socket, 'connect', onConnectCall);
  wrapMethod(socket, 'push', onPush);
  const conclude = (self: net.Socket) => endReport(self, self.writableLength);
  wrapMethod(socket, 'write', onWrite, conclude);
  wrapMethod(socket, 'end', onEndCall, conclude);
  wrapMethod(socket, 'destroy', onDestroyCall);
  wrapMethod(socket, 'resetAndDestroy', onResetCall);
  wrapMethod(socket, 'emit', onEmit);
}

function onConnectCall(self: net.Socket, args: unknown[]): void {
  // net.connect() hands its arguments on already normalized, as one array.
  const list = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  const target = readTarget(list);
  if ('path' in target && TSX_PIPE.test(target.path)) return;
  known.set(self, 'path' in target ? knowPath(target.path) : {});
  const remote = 'path' in target ? spellPath(target.path) : `${target.host}:${target.port}`;
  report({ kind: 'connecting', remote, ...nameConnection(self) });
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

function onPush(self: net.Socket, [first, encoding]: unknown[]): void {
  const chunk = first as WrittenChunk;
  if (!known.has(self)) return;
  if (chunk === null) report({ kind: 'end', by: 'peer', ...nameConnection(self) });
  else if (chunk !== undefined) report(describeBytes('data', self, chunk, encoding));
}

function onWrite(self: net.Socket, [first, encoding]: unknown[]): void {
  const chunk = first as WrittenChunk;
  // What is written after end() or destroy() goes nowhere.
  if (!known.has(self) || chunk == null || self.writableEnded || self.destroyed) return;
  const { defaultEncoding } =
    (self as { _writableState?: { defaultEncoding?: string } })._writableState ?? {};
  const given = typeof encoding === 'string' ? encoding : defaultEncoding;
  beginReport(self, describeBytes('write', self, chunk, given));
}

// No encoding needs more characters for the bytes that are reported (`hex` needs two for a byte).
const PREVIEW_CHARACTERS = 128;

function describeBytes(
  kind: 'write' | 'data',
  self: net.Socket,
  chunk: NonNullable<WrittenChunk>,
  encoding: unknown,
): Report {
  const code = (typeof encoding === 'string' ? encoding : 'utf8') as BufferEncoding;
  const bytes = typeof chunk === 'string' ? Buffer.byteLength(chunk, code) : chunk.byteLength;
  const first =
    typeof chunk === 'string'
      ? Buffer.from(chunk.slice(0, PREVIEW_CHARACTERS), code)
      : new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return { kind, bytes, first, ...nameConnection(self) };
}

function onEndCall(self: net.Socket, args: unknown[]): void {
  if (!known.has(self) || self.writableEnded || self.destroyed) return;
  if (typeof args[0] !== 'function') onWrite(self, args);
  beginReport(self, { kind: 'end', by: findCaller(), ...nameConnection(self) });
}

function onDestroyCall(self: net.Socket): void {
  if (!known.has(self) || self.destroyed || known.get(self)?.isReset) return;
  report({ kind: 'destroy', by: findCaller(), ...nameConnection(self) });
}

function onResetCall(self: net.Socket): void {
  const entry = known.get(self);
  if (!entry || self.destroyed) return;
  entry.isReset = true;
  report({ kind: 'reset', ...nameConnection(self) });
}

function onEmit(self: net.Socket, [event, first]: unknown[]): void {
  // What passes through an encrypted connection is reported for the socket with the plain text.
  if (event === 'secure') adoptParent(self);
  if (!known.has(self)) return;
  switch (event) {
    case 'connect':
      onConnect(self);
      break;
    case 'drain':
      report({ kind: event, buffered: self.writableLength, ...nameConnection(self) });
      break;
    case 'pause':
    case 'finish':
    case 'timeout':
      report({ kind: event, ...nameConnection(self) });
      break;
    case 'error':
      reportError(first, {
        ...nameConnection(self),
        ...(self.listenerCount('error') === 0 && { isUnheard: true }),
      });
      break;
    case 'close':
      report({ kind: 'close', hadError: Boolean(first), ...nameConnection(self) });
      break;
  }
}

function onConnect(self: net.Socket): void {
  const entry = known.get(self);
  const { port } = readAddress(self, 'getsockname');
  if (entry && port !== undefined && entry.path === undefined) entry.connection = port;
  const ends = entry?.path === undefined ? readEnds(self) : { remote: entry.path };
  report({ kind: 'connect', ...nameConnection(self), ...ends });
}
