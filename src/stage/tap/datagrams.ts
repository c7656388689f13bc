// Datagram sockets: one `write` a send, one `data` a message.
import dgram from 'node:dgram';
import { previewBytes } from '../preview.ts';
import { report } from './report.ts';
import { wrapMethod } from './wrap.ts';

type Bytes = string | Uint8Array | readonly (string | Uint8Array)[];

// A socket that was bound by the program waits for others: its peers' ports name the exchanges.
const bound = new WeakSet<dgram.Socket>();
// Node binds a sender by itself, through the same method.
const sending = new WeakSet<dgram.Socket>();

/** Starts reporting what every `dgram.Socket` of this process sends, receives and suffers. */
export function tapDatagrams(): void {
  const socket = dgram.Socket.prototype;
  wrapMethod(socket, 'bind', (self) => {
    if (!sending.has(self)) bound.add(self);
  });
  wrapMethod(socket, 'send', (self, args) => onSend(self, args));
  wrapMethod(socket, 'emit', (self, args) => onEmit(self, args));
}

function toBuffer(bytes: Bytes): Buffer {
  if (typeof bytes === 'string') return Buffer.from(bytes);
  if (bytes instanceof Uint8Array) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return Buffer.concat(bytes.map((part) => toBuffer(part)));
}

function onSend(self: dgram.Socket, args: unknown[]): void {
  sending.add(self);
  let bytes = toBuffer(args[0] as Bytes);
  let rest = args.slice(1);
  // send(msg, offset, length, port, …) has a second number that send(msg, port, …) lacks.
  if (typeof rest[0] === 'number' && typeof rest[1] === 'number') {
    bytes = bytes.subarray(rest[0], rest[0] + rest[1]);
    rest = rest.slice(2);
  }
  const port = typeof rest[0] === 'number' ? rest[0] : undefined;
  const connection = bound.has(self) ? port : readPort(self);
  report({
    kind: 'write',
    protocol: 'udp',
    bytes: bytes.length,
    preview: previewBytes(bytes),
    ...(connection !== undefined && { connection }),
    ...(port !== undefined && {
      remote: `${typeof rest[1] === 'string' ? rest[1] : 'localhost'}:${port}`,
    }),
  });
}

function readPort(self: dgram.Socket): number | undefined {
  try {
    return self.address().port || undefined;
  } catch {
    return undefined;
  }
}

function onEmit(self: dgram.Socket, [event, first, second]: unknown[]): void {
  switch (event) {
    case 'listening':
      if (bound.has(self)) report({ kind: 'listening', protocol: 'udp', local: readLocal(self) });
      break;
    case 'message': {
      const { address, port } = second as dgram.RemoteInfo;
      const connection = bound.has(self) ? port : readPort(self);
      report({
        kind: 'data',
        protocol: 'udp',
        bytes: (first as Buffer).length,
        preview: previewBytes(first as Buffer),
        remote: `${address}:${port}`,
        ...(connection !== undefined && { connection }),
      });
      break;
    }
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

function readLocal(self: dgram.Socket): string {
  const { address, port, family } = self.address();
  return family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`;
}
