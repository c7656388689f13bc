// Reports stream sockets, TCP, UNIX domain and TLS, through the methods of their prototypes.
import net from 'node:net';
import {
  adoptParent,
  known,
  knowPath,
  nameConnection,
  readAddress,
  readEnds,
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
  wrapMethod(socket, 'connect', (self, args) => onConnectCall(self, args));
  wrapMethod(socket, 'push', (self, args) => onPush(self, args[0] as WrittenChunk, args[1]));
  wrapMethod(
    socket,
    'write',
    (self, args) => onWrite(self, args[0] as WrittenChunk, args[1]),
    (self) => endReport(self, self.writableLength),
  );
  wrapMethod(
    socket,
    'end',
    (self, args) => onEndCall(self, args),
    (self) => endReport(self, self.writableLength),
  );
  wrapMethod(socket, 'destroy', (self) => onDestroyCall(self));
  wrapMethod(socket, 'resetAndDestroy', (self) => onResetCall(self));
  wrapMethod(socket, 'emit', (self, args) => onEmit(self, args));
}

function onConnectCall(self: net.Socket, args: unknown[]): void {
  // net.connect() hands its arguments on already normalized, as one array.
  const list = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  const target = readTarget(list);
  if ('path' in target && TSX_PIPE.test(target.path)) return;
  known.set(self, 'path' in target ? knowPath(target.path) : {});
  const remote = 'path' in target ? target.path : `${target.host}:${target.port}`;
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

function onPush(self: net.Socket, chunk: WrittenChunk, encoding: unknown): void {
  if (!known.has(self)) return;
  if (chunk === null) report({ kind: 'end', by: 'peer', ...nameConnection(self) });
  else if (chunk !== undefined) report(describeBytes('data', self, chunk, encoding));
}

function onWrite(self: net.Socket, chunk: WrittenChunk, encoding: unknown): void {
  // What is written after end() or destroy() goes nowhere.
  if (!known.has(self) || chunk == null || self.writableEnded || self.destroyed) return;
  const given = typeof encoding === 'string' ? encoding : readDefaultEncoding(self);
  beginReport(self, describeBytes('write', self, chunk, given));
}

function readDefaultEncoding(self: net.Socket): string | undefined {
  return (self as { _writableState?: { defaultEncoding?: string } })._writableState
    ?.defaultEncoding;
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

function onEndCall(self: net.Socket, [chunk, encoding]: unknown[]): void {
  if (!known.has(self) || self.writableEnded || self.destroyed) return;
  if (typeof chunk !== 'function') onWrite(self, chunk as WrittenChunk, encoding);
  beginReport(self, { kind: 'end', by: findCaller(), ...nameConnection(self) });
}

function onDestroyCall(self: net.Socket): void {
  const entry = known.get(self);
  if (!entry || self.destroyed || entry.isReset) return;
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
      reportError(first, { ...nameConnection(self), ...(isUnheard(self) && { isUnheard: true }) });
      break;
    case 'close':
      report({ kind: 'close', hadError: Boolean(first), ...nameConnection(self) });
      break;
  }
}

function isUnheard(self: net.Socket): boolean {
  return self.listenerCount('error') === 0;
}

function onConnect(self: net.Socket): void {
  const entry = known.get(self);
  const { port } = readAddress(self, 'getsockname');
  if (entry && port !== undefined && entry.path === undefined) entry.connection = port;
  const ends = entry?.path === undefined ? readEnds(self) : { remote: entry.path };
  report({ kind: 'connect', ...nameConnection(self), ...ends });
}
