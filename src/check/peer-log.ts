// The log of a scripted peer: what it does and what comes to it, as a tap would report it.
import type dgram from 'node:dgram';
import net from 'node:net';
import { hexBytes, previewBytes } from '../stage/preview.ts';
import type { TapRecord } from '../stage/trace/record.ts';

/** Takes what a peer does; it is stamped now. */
export type PeerLog = (record: Omit<TapRecord, 't'>) => void;

/** A log that names the connection. */
export function nameLog(
  log: PeerLog,
  connection: Pick<TapRecord, 'connection' | 'path' | 'socket'>,
): PeerLog {
  return (record) => log({ ...record, ...connection });
}

/** How many bytes, and the first of them. */
export function describeChunk(bytes: Uint8Array): Pick<TapRecord, 'bytes' | 'preview' | 'hex'> {
  return { bytes: bytes.length, preview: previewBytes(bytes), hex: hexBytes(bytes) };
}

/** Reports what a connected socket reads, for whoever reads it. */
export function logReading(socket: net.Socket, log: PeerLog): void {
  socket.on('data', (chunk: Buffer) => log({ kind: 'data', ...describeChunk(chunk) }));
  socket.on('end', () => log({ kind: 'end', by: 'peer' }));
}

/** Reports how a connected socket comes to its end, which may be before anybody reads. */
export function logEnding(socket: net.Socket, log: PeerLog): void {
  socket.on('error', (error) => log(describeError(error)));
  socket.on('close', (hadError) => log({ kind: 'close', hadError }));
}

/** An error, as an event. */
export function describeError({ code, message }: NodeJS.ErrnoException): Omit<TapRecord, 't'> {
  return { kind: 'error', code: code ?? null, message };
}

/** The addresses of a socket's two ends: its own, and the other. */
export function describeEnds(socket: net.Socket): Pick<TapRecord, 'local' | 'remote'> {
  const { localAddress, localPort, remoteAddress, remotePort } = socket;
  return {
    ...(localAddress !== undefined && { local: `${bracket(localAddress)}:${localPort}` }),
    ...(remoteAddress !== undefined && { remote: `${bracket(remoteAddress)}:${remotePort}` }),
  };
}

/**
 * Reports what a socket of a check's own does from now on: one that is about to connect to `remote`, or one for
 * datagrams. Returns the socket.
 */
export function logSocket<T extends net.Socket | dgram.Socket>(
  socket: T,
  remote: string,
  log: PeerLog,
): T {
  if (socket instanceof net.Socket) logStream(socket, remote, log);
  else logDatagrams(socket, remote, log);
  return socket;
}

function logStream(socket: net.Socket, remote: string, log: PeerLog): void {
  let own = log;
  log({ kind: 'connecting', remote });
  socket.once('connect', () => {
    own = nameLog(log, { connection: socket.localPort ?? 0 });
    own({ kind: 'connect', ...describeEnds(socket) });
    logReading(socket, own);
  });
  // It may be refused, and never connect.
  logEnding(socket, (record) => own(record));
  const write = socket.write;
  socket.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    own({ kind: 'write', ...describeChunk(Buffer.from(chunk as string)) });
    return Reflect.apply(write, socket, [chunk, ...rest]);
  };
}

function logDatagrams(socket: dgram.Socket, remote: string, log: PeerLog): void {
  let isBound = false;
  const tell = (kind: 'write' | 'data', bytes: Uint8Array) =>
    log({
      kind,
      protocol: 'udp',
      remote,
      socket: socket.address().port,
      ...describeChunk(bytes),
    });
  socket.once('listening', () => {
    isBound = true;
  });
  socket.on('message', (bytes) => tell('data', bytes));
  const send = socket.send;
  socket.send = (bytes: string | Uint8Array, ...rest: unknown[]) => {
    const sent = Buffer.from(bytes as string);
    // Node binds a socket with its first message, and only then it has a port of its own.
    if (isBound) tell('write', sent);
    else socket.once('listening', () => tell('write', sent));
    return Reflect.apply(send, socket, [bytes, ...rest]);
  };
}

function bracket(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
