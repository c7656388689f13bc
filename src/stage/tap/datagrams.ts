// Reports datagram sockets: one `write` for each send, one `data` for each message.
import dgram from 'node:dgram';
import type { TapRecord } from '../trace/record.ts';
import { formatAddress } from './connections.ts';
import { followSoon, tapEmit } from './emit.ts';
import { report } from './report.ts';
import { wrapMethod } from './wrap.ts';

/** A field that Node's types leave out. */
type Typed = dgram.Socket & { type?: string };

type Bytes = string | NodeJS.ArrayBufferView | readonly (string | NodeJS.ArrayBufferView)[];

// Node binds a sender by itself, through the method that the program calls to listen.
const bound = new WeakSet<dgram.Socket>();
const sending = new WeakSet<dgram.Socket>();
/** The other end of a connected socket, or of one that is connecting. */
const targets = new WeakMap<dgram.Socket, string>();

/** Node's object behind a socket, which hands datagrams to the system. */
type Handle = object;
/** What was sent, and is not with the system yet. */
const waiting = new WeakMap<dgram.Socket, Set<Datagram>>();
/** Those whose handing over is seen. */
const followed = new WeakSet<Handle>();

/** A datagram on its way out. */
interface Datagram {
  bytes: Buffer;
  remote: string;
}

/** What a datagram carries at most, by the version of IP: 65,535 bytes less the headers that count (RFC 768, 791, 8200). */
const MOST_BYTES = { 4: 65_507, 6: 65_527 };
/** An IPv4 address inside an IPv6 one. */
const MAPPED = /^::ffff:\d+\./i;

/** Starts reporting what every `dgram.Socket` of this process sends and receives, and its errors. */
export function tapDatagrams(): void {
  const socket = dgram.Socket.prototype;
  wrapMethod(socket, 'bind', (self) => {
    followSoon(self);
    if (!sending.has(self)) bound.add(self);
  });
  wrapMethod(socket, 'connect', (self, [port, host]) => {
    sending.add(self);
    targets.set(self, formatTarget(port, host));
  });
  wrapMethod(socket, 'send', onSend);
  tapEmit(socket, onEmit);
}

function toBuffer(bytes: Bytes): Buffer {
  if (typeof bytes === 'string') return Buffer.from(bytes);
  if (Array.isArray(bytes)) return Buffer.concat(bytes.map((part) => toBuffer(part)));
  const { buffer, byteOffset, byteLength } = bytes as NodeJS.ArrayBufferView;
  return Buffer.from(buffer, byteOffset, byteLength);
}

function formatTarget(port: unknown, host: unknown): string {
  return `${typeof host === 'string' ? host : 'localhost'}:${port}`;
}

function onSend(self: dgram.Socket, args: unknown[]): void {
  sending.add(self);
  // Node keeps what is sent before the socket is bound, and calls this again once it is.
  if (readPort(self).socket === undefined) return;
  let bytes = toBuffer(args[0] as Bytes);
  let rest = args.slice(1);
  // send(msg, offset, length, port, …) has a second number that send(msg, port, …) lacks.
  if (typeof rest[0] === 'number' && typeof rest[1] === 'number') {
    bytes = bytes.subarray(rest[0], rest[0] + rest[1]);
    rest = rest.slice(2);
  }
  const [port, host] = rest;
  const datagram = { bytes, remote: targets.get(self) ?? formatTarget(port, host) };
  if (!followHandle(self)) reportSent(self, datagram);
  else waiting.set(self, (waiting.get(self) ?? new Set()).add(datagram));
}

/** Sees what a socket's handle, under a symbol of Node's, is given to send: before that, the address is looked up. */
function followHandle(self: dgram.Socket): boolean {
  const symbol = Object.getOwnPropertySymbols(self).find(
    ({ description }) => description === 'state symbol',
  );
  const state = symbol && (self as unknown as Record<symbol, { handle?: Handle }>)[symbol];
  const handle = state?.handle;
  if (typeof (handle as { send?: unknown } | undefined)?.send !== 'function') return false;
  if (handle && !followed.has(handle)) {
    followed.add(handle);
    wrapMethod(handle, 'send', (_handle, [, list]) => onHandedOver(self, list as Uint8Array[]));
  }
  return true;
}

/** Datagrams whose names take longer to look up are overtaken by others. */
function onHandedOver(self: dgram.Socket, list: readonly Uint8Array[]): void {
  const bytes = Buffer.concat(list);
  const all = waiting.get(self) ?? new Set();
  for (const datagram of all) {
    if (!datagram.bytes.equals(bytes)) continue;
    all.delete(datagram);
    reportSent(self, datagram);
    break;
  }
}

function reportSent(self: dgram.Socket, { bytes, remote }: Datagram): void {
  // Node tells only a program that gave it a callback.
  const most =
    (self as Typed).type === 'udp4' || MAPPED.test(remote) ? MOST_BYTES[4] : MOST_BYTES[6];
  report({
    kind: 'write',
    protocol: 'udp',
    bytes: bytes.length,
    ...(bytes.length > most && { isTooLarge: true }),
    first: bytes,
    remote,
    ...readPort(self),
  });
}

/** A socket that is closed drops what waits, and tells nobody. */
function onClosed(self: dgram.Socket): void {
  const all = waiting.get(self) ?? [];
  waiting.delete(self);
  for (const { bytes } of all) report({ kind: 'unsent', protocol: 'udp', bytes: bytes.length });
  report({ kind: 'close', protocol: 'udp' });
}

/** The socket's own port, by which the runner knows the exchange. */
function readPort(self: dgram.Socket): Pick<TapRecord, 'socket'> {
  try {
    const { port } = self.address();
    return port > 0 ? { socket: port } : {};
  } catch {
    return {};
  }
}

function onEmit(self: dgram.Socket, [event, first, second]: unknown[]): void {
  switch (event) {
    case 'listening':
      onBound(self);
      break;
    case 'message':
      onMessage(self, first as Buffer, second as dgram.RemoteInfo);
      break;
    case 'error': {
      const { code, message } = (first ?? {}) as NodeJS.ErrnoException;
      report({ kind: 'error', protocol: 'udp', code: code ?? null, message: String(message) });
      break;
    }
    case 'close':
      onClosed(self);
      break;
  }
}

function onBound(self: dgram.Socket): void {
  if (!bound.has(self)) return;
  const local = formatAddress(self.address());
  report({ kind: 'listening', protocol: 'udp', ...(local !== undefined && { local }) });
}

function onMessage(self: dgram.Socket, bytes: Buffer, { address, port, family }: dgram.RemoteInfo) {
  const remote = formatAddress({ address, port, family });
  report({
    kind: 'data',
    protocol: 'udp',
    bytes: bytes.length,
    first: bytes,
    ...(remote !== undefined && { remote }),
    ...readPort(self),
  });
}
