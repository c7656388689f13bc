// The connections of this process: which sockets are connections, and how reports name them.
import net from 'node:net';
import type { Pauser, TapRecord } from '../trace/record.ts';

/** What is known of a socket that connected, is connecting or was accepted. */
export interface KnownSocket {
  /** The client's port; absent while connecting and where there are no ports. */
  connection?: number;
  /** The socket's path, where it has one. */
  path?: string;
  /** This process's number for a socket that has no port. */
  socket?: number;
  isReset?: boolean;
  /** Who has asked for its `destroy()` once all is written: the program, or Node. */
  destroyedSoonBy?: 'you' | 'node';
  /** How many addresses its host's name was resolved to. */
  addresses?: number;
  /** Whether what arrives is handed to a function (`onread`), and not to the stream. */
  isReadDirectly?: boolean;
  /** Whether the program has called `read()` for it without an event that told it to. */
  isPolled?: boolean;
  /** Who paused it last, if it is paused: the program, Node, or the option `pauseOnConnect` of its server. */
  pausedBy?: Pauser | undefined;
  /** What was read last, until it is handed over or reported. */
  arrival?: { chunk: unknown; encoding: unknown } | 'fin' | undefined;
}

/** The fields that say which connection a report is about. */
export type ConnectionRef = Pick<TapRecord, 'connection' | 'path' | 'socket'>;
/** An address as Node's handles and servers give it. */
export type BoundAddress = { address?: string; port?: number; family?: string };

type Handle = { getsockname?(out: BoundAddress): number; getpeername?(out: BoundAddress): number };

/** The sockets to report. A standard stream may itself be a net.Socket: only sockets in here count. */
export const known = new WeakMap<net.Socket, KnownSocket>();
let pathSockets = 0;

/** Numbers sockets with a path from there: no two threads of a process may use the same numbers. */
export function numberPathsFrom(first: number): void {
  pathSockets = first;
}

/** What is known at first of a socket with a path. */
export function knowPath(path: string): KnownSocket {
  pathSockets += 1;
  return { path: spellPath(path), socket: pathSockets };
}

/** A path as reports have it: one that would look like an address or a host, `localhost:7000`, has its folder in front. */
export function spellPath(path: string): string {
  return /^[^/\\]*:\d+$/.test(path) || net.isIP(path) ? `./${path}` : path;
}

/** How a report names the socket's connection; empty while it has no name. */
export function nameConnection(self: net.Socket): ConnectionRef {
  const { connection, path, socket } = known.get(self) ?? {};
  if (connection !== undefined) return { connection };
  return path !== undefined && socket !== undefined ? { path, socket } : {};
}

/** The number by which answers name a socket: of one with a path below 0, where only the runner numbers connections. */
export function numberSocket(self: net.Socket): number | undefined {
  const { connection, socket } = nameConnection(self);
  return connection ?? (socket === undefined ? undefined : -socket);
}

/** Asks the handle, never `socket.remoteAddress`: reading that caches it and would hide a bug. */
export function readAddress(socket: net.Socket, end: 'getsockname' | 'getpeername'): BoundAddress {
  const out: BoundAddress = {};
  const handle = (socket as unknown as { _handle: Handle | null })._handle;
  handle?.[end]?.(out);
  return out;
}

/** `127.0.0.1:6969`, `[::1]:6969`, or undefined where there is no port. */
export function formatAddress({ address, port, family }: BoundAddress): string | undefined {
  if (port === undefined) return undefined;
  return family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The socket's two ends, as far as it has any. */
export function readEnds(socket: net.Socket): Pick<TapRecord, 'local' | 'remote'> {
  const local = formatAddress(readAddress(socket, 'getsockname'));
  const remote = formatAddress(readAddress(socket, 'getpeername'));
  return { ...(local !== undefined && { local }), ...(remote !== undefined && { remote }) };
}

/** The connection below an encrypted one, which is no longer reported: the plain text is what counts. */
export function adoptParent(socket: net.Socket): void {
  const parent = (socket as unknown as { _parent?: net.Socket })._parent;
  const entry = parent && known.get(parent);
  if (!parent || !entry || known.has(socket)) return;
  known.set(socket, entry);
  known.delete(parent);
}
