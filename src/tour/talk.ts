// A raw connection by which the learner talks to the server, on the same timeline.
import net from 'node:net';
import { readPort } from '../stage/address.ts';
import { readClock } from '../stage/clock.ts';
import { hexBytes, previewBytes } from '../stage/preview.ts';
import type { Stage } from '../stage/stage.ts';
import type { TapRecord } from '../stage/trace/record.ts';

/** A raw connection of the learner's. */
export interface Talk {
  /** Sends a line with its newline. */
  send(line: string): void;
  /** Half-closes: the server sees the end, and what it still sends is shown. */
  hangUp(): void;
  /** Closes at once. */
  close(): void;
  /** Settles when the connection is closed: with the error's message, or null. */
  readonly closed: Promise<string | null>;
}

/** Connects to `address` (`host:port`, or a path); all that happens is recorded as the actor `you`. */
export function openTalk(stage: Stage, address: string): Talk {
  const socket = net.connect({ ...readAddress(address), allowHalfOpen: true });
  let problem: string | null = null;

  const record = (fields: Omit<TapRecord, 't' | 'connection'>) => {
    const { localPort } = socket;
    stage.record('you', {
      t: readClock(),
      ...fields,
      ...(localPort !== undefined && { connection: localPort }),
    });
  };
  const show = (bytes: Uint8Array) => ({
    bytes: bytes.length,
    preview: previewBytes(bytes),
    hex: hexBytes(bytes),
  });

  record({ kind: 'connecting', remote: address });
  socket.on('connect', () => record({ kind: 'connect', remote: address }));
  socket.on('data', (bytes) => {
    record({ kind: 'data', ...show(bytes) });
    for (const text of bytes
      .toString('utf8')
      .replace(/\r?\n$/, '')
      .split(/\r?\n/)) {
      record({ kind: 'stdout', text });
    }
  });
  socket.on('end', () => {
    record({ kind: 'end', by: 'peer' });
    socket.end();
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    problem = error.message;
    record({ kind: 'error', code: error.code ?? null, message: error.message });
  });
  const closed = new Promise<string | null>((resolve) => {
    socket.on('close', (hadError) => {
      record({ kind: 'close', hadError });
      resolve(problem);
    });
  });

  return {
    closed,
    send(line) {
      const bytes = Buffer.from(`${line}\n`);
      record({ kind: 'write', ...show(bytes) });
      socket.write(bytes);
    },
    hangUp() {
      record({ kind: 'end', by: 'you' });
      socket.end();
    },
    close: () => void socket.destroy(),
  };
}

function readAddress(address: string): net.NetConnectOpts {
  const port = readPort(address);
  if (port === null) return { path: address };
  const host = address.slice(0, -port.length - 1).replace(/^\[|\]$/g, '');
  // A server on every interface is reached over the loopback one.
  const isAny = host === '::' || host === '0.0.0.0';
  return { port: Number(port), host: isAny ? '127.0.0.1' : host };
}
