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
  const exchange = readPort(self);
  // Node keeps what is sent before the socket is bound, and calls this again once it is.
  if (exchange.socket === undefined) return;
  let bytes = toBuffer(args[0] as Bytes);
  let rest = args.slice(1);
  // send(msg, offset, length, port, …) has a second number that send(msg, port, …) lacks.
  if (typeof rest[0] === 'number' && typeof rest[1] === 'number') {
    bytes = bytes.subarray(rest[0], rest[0] + rest[1]);
    rest = rest.slice(2);
  }
  const [port, host] = rest;
  const remote = targets.get(self) ?? formatTarget(port, host);
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
    ...exchange,
  });
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
      report({ kind: 'close', protocol: 'udp' });
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
