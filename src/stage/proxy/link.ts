// A link: one client's connection to the proxy, and the proxy's own to the server.
import net from 'node:net';
import { readClock } from '../clock.ts';
import { previewBytes } from '../preview.ts';
import { formatAddress, readAddress } from '../tap/connections.ts';
import type { TapRecord } from '../trace/record.ts';
import type { Faults } from './faults.ts';
import { type Batch, openPassage, type Passage } from './passage.ts';
import type { End, Readings } from './readings.ts';
import { waitTime } from './wait.ts';

/** A link that is open. */
export interface Link {
  /** Closes both sides at once. */
  destroy(): void;
  /** Whether something has yet to be passed on: bytes that are held, or whatever waits for the server's side. */
  readonly isHolding: boolean;
  /** Settles when both sides are closed. */
  readonly closed: Promise<void>;
}

/** What a link needs. */
export interface LinkOptions {
  /** The client's side: accepted, paused, and open for a half-close. */
  client: net.Socket;
  /** Where the server listens. */
  host: string;
  port: number;
  faults: Faults;
  readings: Readings;
  record(record: TapRecord): void;
}

type Side = End['side'];

const OTHER: Record<Side, Side> = { client: 'server', server: 'client' };

/** Connects to the server and passes on what comes from either side. */
export function openLink({ client, host, port, faults, readings, record }: LinkOptions): Link {
  const { split, coalesce = false, delay = 0, resetAfter, drop } = faults;
  const begun = readClock();
  const server = net.connect({ host, port, allowHalfOpen: true, noDelay: true });
  const sockets: Record<Side, net.Socket> = { client, server };
  const connection = client.remotePort ?? 0;
  const ending = new AbortController();
  const over = ending.signal;
  let through: number | undefined;
  /** How many bytes have come from the client so far. */
  let came = 0;
  /** Whether nothing is passed on any more. */
  let isCut = false;
  let isReset = false;

  function note(fields: Omit<TapRecord, 't' | 'connection' | 'through'>, t = readClock()): void {
    record({ t, ...fields, connection, ...(through !== undefined && { through }) });
  }

  /** The server's tap names the connection by the port it comes from, so that port is known before the tap reports. */
  function introduce(): void {
    through = readAddress(server, 'getsockname').port || undefined;
    const local = formatAddress(readAddress(client, 'getsockname'));
    const remote = formatAddress(readAddress(client, 'getpeername'));
    note({ kind: 'connection', ...(local && { local }), ...(remote && { remote }) }, begun);
  }

  function openWay(to: Side): Passage {
    return openPassage({
      source: sockets[OTHER[to]],
      target: sockets[to],
      split,
      coalesce,
      delay,
      over,
      awaitRead: (total) => readings.awaitRead(nameEnd(to), total, over),
      onBatch: (batch) => note({ kind: 'write', to, ...describe(batch) }),
      onEnd: () => note({ kind: 'end', to }),
    });
  }

  function nameEnd(side: Side): End {
    return { side, connection: side === 'client' ? connection : (through ?? 0) };
  }

  const ways: Record<Side, Passage> = {
    client: openWay('client'),
    server: openWay('server'),
  };

  function take(from: Side, chunk: Buffer): void {
    const to = OTHER[from];
    if (isCut) {
      if (drop !== undefined) note({ kind: 'write', to, ...describe({ bytes: chunk, pieces: 0 }) });
      return;
    }
    const most = from === 'client' ? (resetAfter ?? drop) : undefined;
    const room = most === undefined ? chunk.length : most - came;
    if (from === 'client') came += chunk.length;
    if (chunk.length < room || most === undefined) {
      ways[to].take(chunk);
      return;
    }
    ways[to].take(chunk.subarray(0, room));
    isCut = true;
    if (resetAfter !== undefined) void resetBoth(resetAfter);
    else if (chunk.length > room) take(from, chunk.subarray(room));
  }

  /** Resets both sides when the server has read the last byte that it will get. */
  async function resetBoth(bytes: number): Promise<void> {
    for (const socket of [client, server]) socket.pause();
    await ways.server.idle();
    await readings.awaitRead(nameEnd('server'), bytes, over);
    if (over.aborted) return;
    note({ kind: 'reset', bytes });
    isReset = true;
    client.resetAndDestroy();
    server.resetAndDestroy();
  }

  function end(from: Side): void {
    if (!isCut) ways[OTHER[from]].end();
  }

  /** An error on one side resets the other. */
  async function passReset(from: Side, error: NodeJS.ErrnoException): Promise<void> {
    if (isReset) return;
    isReset = true;
    const to = OTHER[from];
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') {
      note({ kind: 'error', code: error.code ?? null, message: error.message });
    }
    if (delay > 0) await waitTime(over, delay);
    if (sockets[to].destroyed || (isCut && drop !== undefined)) return;
    note({ kind: 'reset', to });
    sockets[to].resetAndDestroy();
  }

  const sides = Object.entries(sockets) as [Side, net.Socket][];
  for (const [side, socket] of sides) {
    socket.on('error', (error) => void passReset(side, error));
  }
  process.nextTick(introduce);
  server.on('connect', () => {
    for (const [side, socket] of sides) {
      socket.on('data', (chunk: Buffer) => take(side, chunk));
      socket.on('end', () => end(side));
      socket.resume();
    }
  });

  const closed = Promise.all(
    sides.map(
      ([, socket]) => new Promise<void>((resolve) => socket.once('close', () => resolve())),
    ),
  ).then(() => {
    ending.abort();
    const lost = ways.client.held + ways.server.held;
    note({ kind: 'close', ...(lost > 0 && { bytes: lost }) });
  });

  return {
    closed,
    get isHolding() {
      return server.connecting || ways.client.held + ways.server.held > 0;
    },
    destroy() {
      for (const [, socket] of sides) socket.destroy();
    },
  };
}

function describe({ bytes, pieces, chunks = 1 }: Omit<Batch, 'chunks'> & { chunks?: number }) {
  const preview = previewBytes(bytes);
  return { bytes: bytes.length, preview, pieces, ...(chunks > 1 && { chunks }) };
}
