// A raw connection by which the learner talks to the server, on the same timeline.
import net from 'node:net';
import { readPort } from '../stage/address.ts';
import { readClock } from '../stage/clock.ts';
import { hexBytes, previewBytes } from '../stage/preview.ts';
import type { Stage } from '../stage/stage.ts';
import type { TapRecord } from '../stage/trace/record.ts';

/** A raw connection of the learner's; all that happens is recorded as the actor `you`. */
export class Talk {
  /** Settles when the connection is closed: with the error's message, or null. */
  readonly closed: Promise<string | null>;
  readonly #stage: Stage;
  readonly #socket: net.Socket;

  /** Connects to `address` (`host:port`, or a path). */
  constructor(stage: Stage, address: string) {
    const socket = net.connect({ ...readAddress(address), allowHalfOpen: true });
    this.#stage = stage;
    this.#socket = socket;
    let problem: string | null = null;
    this.#record({ kind: 'connecting', remote: address });
    socket.on('connect', () => this.#record({ kind: 'connect', remote: address }));
    socket.on('data', (bytes) => {
      this.#record({ kind: 'data', ...show(bytes) });
      const lines = bytes.toString('utf8').replace(/\r?\n$/, '');
      for (const text of lines.split(/\r?\n/)) this.#record({ kind: 'stdout', text });
    });
    socket.on('end', () => {
      this.#record({ kind: 'end', by: 'peer' });
      socket.end();
    });
    socket.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      problem = message;
      this.#record({ kind: 'error', code: code ?? null, message });
    });
    this.closed = new Promise((resolve) => {
      socket.on('close', (hadError) => {
        this.#record({ kind: 'close', hadError });
        resolve(problem);
      });
    });
  }

  /** Sends a line with its newline. */
  send(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    this.#record({ kind: 'write', ...show(bytes) });
    this.#socket.write(bytes);
  }

  /** Half-closes: the server sees the end, and what it still sends is shown. */
  hangUp(): void {
    this.#record({ kind: 'end', by: 'you' });
    this.#socket.end();
  }

  /** Closes at once. */
  close(): void {
    this.#socket.destroy();
  }

  #record(fields: Omit<TapRecord, 't' | 'connection'>): void {
    const { localPort } = this.#socket;
    const connection = localPort === undefined ? {} : { connection: localPort };
    this.#stage.record('you', { t: readClock(), ...fields, ...connection });
  }
}

function show(bytes: Uint8Array): Pick<TapRecord, 'bytes' | 'preview' | 'hex'> {
  return { bytes: bytes.length, preview: previewBytes(bytes), hex: hexBytes(bytes) };
}

function readAddress(address: string): net.NetConnectOpts {
  const port = readPort(address);
  if (port === null) return { path: address };
  const host = address.slice(0, -port.length - 1).replace(/^\[|\]$/g, '');
  // A server on every interface is reached over the loopback one.
  const isAny = host === '::' || host === '0.0.0.0';
  return { port: Number(port), host: isAny ? '127.0.0.1' : host };
}
