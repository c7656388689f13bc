// Stream sockets: TCP, UNIX domain and TLS, seen through the methods of their prototypes.
import net from 'node:net';
import { previewBytes } from '../preview.ts';
import type { TapRecord } from '../record.ts';
import { report } from './report.ts';
import { findCaller, wrapMethod } from './wrap.ts';

/** What is known of a socket that connected, is connecting or was accepted. */
interface Known {
  /** The client's port; absent while connecting and where there are no ports. */
  connection?: number;
  /** The socket's path, where it has one. */
  path?: string;
  /** This process's number for a socket that has no port. */
  socket?: number;
  isReset?: boolean;
}

type Address = { address?: string; port?: number; family?: string };
type Handle = { getsockname?(out: Address): number; getpeername?(out: Address): number };
type Chunk = string | Uint8Array | null | undefined;

// A standard stream may itself be a net.Socket: only sockets in here are reported.
const known = new WeakMap<net.Socket, Known>();
let pathSockets = 0;

/** Starts reporting what every `net.Socket` and `net.Server` of this process does. */
export function tapSockets(): void {
  const socket = net.Socket.prototype;
  wrapMethod(socket, 'connect', (self, args) => onConnectCall(self, args));
  wrapMethod(socket, 'push', (self, args) => onPush(self, args[0] as Chunk, args[1]));
  wrapMethod(socket, 'write', (self, args) => onWrite(self, args[0] as Chunk, args[1]));
  wrapMethod(socket, 'end', (self, args) => onEndCall(self, args));
  wrapMethod(socket, 'destroy', (self) => onDestroyCall(self));
  wrapMethod(socket, 'resetAndDestroy', (self) => onResetCall(self));
  wrapMethod(socket, 'emit', (self, args) => onSocketEmit(self, args));
  wrapMethod(net.Server.prototype, 'emit', (self, args) => onServerEmit(self, args));
}

/** Asks the handle, never `socket.remoteAddress`: reading that caches it and would hide a bug. */
function readAddress(socket: net.Socket, end: 'getsockname' | 'getpeername'): Address {
  const out: Address = {};
  const handle = (socket as unknown as { _handle: Handle | null })._handle;
  handle?.[end]?.(out);
  return out;
}

function formatAddress({ address, port, family }: Address): string | undefined {
  if (port === undefined) return undefined;
  return family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The fields that say which connection a report belongs to. */
type Place = Pick<TapRecord, 'connection' | 'path' | 'socket'>;

function place(self: net.Socket): Place {
  const { connection, path, socket } = known.get(self) ?? {};
  if (connection !== undefined) return { connection };
  return path !== undefined && socket !== undefined ? { path, socket } : {};
}

function knowPath(path: string): Known {
  pathSockets += 1;
  return { path, socket: pathSockets };
}

function onConnectCall(self: net.Socket, args: unknown[]): void {
  // net.connect() hands its arguments on already normalized, as one array.
  const list = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  const target = readTarget(list);
  const path = 'path' in target ? target.path : undefined;
  known.set(self, path === undefined ? {} : knowPath(path));
  const remote =
    path ?? `${(target as { host: string }).host}:${(target as { port: unknown }).port}`;
  report({ kind: 'connecting', remote, ...place(self) });
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

function onPush(self: net.Socket, chunk: Chunk, encoding: unknown): void {
  if (!known.has(self)) return;
  if (chunk === null) report({ kind: 'end', by: 'peer', ...place(self) });
  else if (chunk !== undefined) reportBytes('data', self, chunk, encoding);
}

function onWrite(self: net.Socket, chunk: Chunk, encoding: unknown): void {
  if (known.has(self) && chunk != null) reportBytes('write', self, chunk, encoding);
}

function reportBytes(
  kind: 'write' | 'data',
  self: net.Socket,
  chunk: string | Uint8Array,
  encoding: unknown,
): void {
  const bytes =
    typeof chunk === 'string'
      ? Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
      : chunk;
  report({ kind, bytes: bytes.length, preview: previewBytes(bytes), ...place(self) });
}

function onEndCall(self: net.Socket, [chunk, encoding]: unknown[]): void {
  if (!known.has(self) || self.writableEnded || self.destroyed) return;
  if (typeof chunk !== 'function') onWrite(self, chunk as Chunk, encoding);
  report({ kind: 'end', by: findCaller(), ...place(self) });
}

function onDestroyCall(self: net.Socket): void {
  const entry = known.get(self);
  if (!entry || self.destroyed || entry.isReset) return;
  report({ kind: 'destroy', by: findCaller(), ...place(self) });
}

function onResetCall(self: net.Socket): void {
  const entry = known.get(self);
  if (!entry || self.destroyed) return;
  entry.isReset = true;
  report({ kind: 'reset', ...place(self) });
}

function onSocketEmit(self: net.Socket, [event, first]: unknown[]): void {
  const entry = known.get(self);
  if (!entry) return;
  switch (event) {
    case 'connect': {
      const local = readAddress(self, 'getsockname');
      if (local.port !== undefined && entry.path === undefined) entry.connection = local.port;
      report({ kind: 'connect', ...place(self), ...ends(self, entry.path) });
      break;
    }
    case 'drain':
    case 'pause':
    case 'finish':
    case 'timeout':
      report({ kind: event, ...place(self) });
      break;
    case 'error':
      reportError(first, place(self));
      break;
    case 'close':
      report({ kind: 'close', hadError: Boolean(first), ...place(self) });
      break;
  }
}

function ends(self: net.Socket, path: string | undefined): { local?: string; remote?: string } {
  if (path !== undefined) return { remote: path };
  const local = formatAddress(readAddress(self, 'getsockname'));
  const remote = formatAddress(readAddress(self, 'getpeername'));
  return { ...(local !== undefined && { local }), ...(remote !== undefined && { remote }) };
}

function onServerEmit(self: net.Server, [event, first]: unknown[]): void {
  switch (event) {
    case 'listening': {
      const address = self.address();
      const local = typeof address === 'string' ? address : formatAddress(address as Address);
      report({ kind: 'listening', ...(local !== undefined && { local }) });
      break;
    }
    case 'connection':
      onAccept(self, first as net.Socket);
      break;
    case 'error':
      reportError(first, {});
      break;
    case 'close':
      report({ kind: 'close' });
      break;
  }
}

function onAccept(server: net.Server, socket: net.Socket): void {
  const peer = readAddress(socket, 'getpeername');
  const address = server.address();
  const entry: Known =
    peer.port !== undefined
      ? { connection: peer.port }
      : typeof address === 'string'
        ? knowPath(address)
        : {};
  known.set(socket, entry);
  const local = entry.path ?? formatAddress(readAddress(socket, 'getsockname'));
  const remote = formatAddress(peer);
  report({
    kind: 'connection',
    ...place(socket),
    ...(local !== undefined && { local }),
    ...(remote !== undefined && { remote }),
  });
}

function reportError(error: unknown, where: Place): void {
  const { code, message } = (error ?? {}) as NodeJS.ErrnoException;
  report({ kind: 'error', code: code ?? null, message: String(message ?? error), ...where });
}
