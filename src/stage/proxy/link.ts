// A link: one client's connection to the proxy, and the proxy's own to the server.
import net from 'node:net';
import { readClock } from '../clock.ts';
import { previewBytes } from '../preview.ts';
import { formatAddress, readAddress } from '../tap/connections.ts';
import type { TapRecord } from '../trace/record.ts';
import type { Faults } from './faults.ts';
import { type Batch, Passage, waitTime } from './passage.ts';
import type { End, Readings } from './readings.ts';

/** What a link needs. */
export interface LinkOptions {
  /** The client's side: accepted, paused, and open for a half-close. */
  client: net.Socket;
  /** Where the server listens. */
  host: string;
  port: number;
  faults: Faults;
  readings: Readings;
  /** Counts the bytes of all clients, where they have a limit. */
  allowance: Allowance | null;
  record(record: TapRecord): void;
}

/** How much of the clients is passed on at most; all links of a proxy share it. */
export interface Allowance {
  /** In bytes. */
  left: number;
  /** Called once nothing is left. */
  onSpent(): void;
}

type Side = End['side'];
type Note = Omit<TapRecord, 't' | 'connection' | 'through'>;

const SIDES = ['client', 'server'] as const;
const OTHER: Record<Side, Side> = { client: 'server', server: 'client' };

/** A connection through the proxy: it passes on what comes from either side. */
export class Link {
  /** Settles when both sides are closed. */
  readonly closed: Promise<void>;
  readonly #options: LinkOptions;
  readonly #begun = readClock();
  readonly #sockets: Record<Side, net.Socket>;
  readonly #ways: Record<Side, Passage>;
  readonly #connection: number;
  #through: number | undefined;
  readonly #ending = new AbortController();
  /** How many bytes of the client were taken so far, to be passed on. */
  #came = 0;
  /** Whether nothing is passed on any more. */
  #isCut = false;
  #isReset = false;
  #isFrozen = false;

  /** Connects to the server. */
  constructor(options: LinkOptions) {
    this.#options = options;
    const { client, host, port } = options;
    const server = net.connect({ host, port, allowHalfOpen: true, noDelay: true });
    this.#sockets = { client, server };
    this.#connection = client.remotePort ?? 0;
    this.#ways = { client: this.#openWay('client'), server: this.#openWay('server') };
    for (const side of SIDES) {
      this.#sockets[side].on('error', (error) => void this.#passReset(side, error));
    }
    process.nextTick(() => this.#introduce());
    server.on('connect', () => this.#listen());
    const closings = SIDES.map(
      (side) => new Promise((resolve) => this.#sockets[side].once('close', resolve)),
    );
    this.closed = Promise.all(closings).then(() => {
      this.#ending.abort();
      const lost = this.#held;
      this.#note({ kind: 'close', ...(lost > 0 && { bytes: lost }) });
    });
  }

  /** Whether something has yet to be passed on: bytes that are held, or whatever waits for the server's side. */
  get isHolding(): boolean {
    return !this.#isFrozen && (this.#sockets.server.connecting || this.#held > 0);
  }

  /** Closes both sides at once. */
  destroy(): void {
    for (const side of SIDES) this.#sockets[side].destroy();
  }

  get #held(): number {
    return this.#ways.client.held + this.#ways.server.held;
  }

  #note(fields: Note, t = readClock()): void {
    const through = this.#through;
    const numbers = { connection: this.#connection, ...(through !== undefined && { through }) };
    this.#options.record({ t, ...fields, ...numbers });
  }

  /** The server's tap names the connection by the port it comes from, so that port is known before the tap reports. */
  #introduce(): void {
    const { client, server } = this.#sockets;
    this.#through = readAddress(server, 'getsockname').port || undefined;
    const local = formatAddress(readAddress(client, 'getsockname'));
    const remote = formatAddress(readAddress(client, 'getpeername'));
    const ends = { ...(local && { local }), ...(remote && { remote }) };
    this.#note({ kind: 'connection', ...ends }, this.#begun);
  }

  #listen(): void {
    for (const side of SIDES) {
      const socket = this.#sockets[side];
      socket.on('data', (chunk: Buffer) => this.#take(side, chunk));
      socket.on('end', () => this.#isCut || this.#ways[OTHER[side]].end());
      socket.resume();
    }
  }

  #openWay(to: Side): Passage {
    const { split, coalesce = false, delay = 0 } = this.#options.faults;
    return new Passage({
      source: this.#sockets[OTHER[to]],
      target: this.#sockets[to],
      split,
      coalesce,
      delay,
      over: this.#ending.signal,
      awaitRead: (total) => this.#awaitRead(to, total),
      onBatch: (batch) => this.#note({ kind: 'write', to, ...describe(batch) }),
      onEnd: () => this.#note({ kind: 'end', to }),
    });
  }

  #awaitRead(side: Side, total: number): Promise<void> {
    const connection = side === 'client' ? this.#connection : (this.#through ?? 0);
    return this.#options.readings.awaitRead({ side, connection }, total, this.#ending.signal);
  }

  #take(from: Side, chunk: Buffer): void {
    const { faults, allowance } = this.#options;
    const { resetAfter, freezeAfter, drop } = faults;
    const to = OTHER[from];
    if (this.#isCut) {
      const swallowed = {
        kind: 'write',
        to,
        ...describe({ bytes: chunk, chunks: 1, pieces: 0 }),
      } as const;
      if (drop !== undefined) this.#note(swallowed);
      return;
    }
    if (from === 'server') {
      this.#ways[to].take(chunk);
      return;
    }
    const limits = [resetAfter, freezeAfter, drop].flatMap((limit) => limit ?? []);
    const own = Math.min(...limits) - this.#came;
    const room = Math.min(own, allowance?.left ?? own);
    const taken = Math.min(room, chunk.length);
    this.#came += taken;
    this.#ways[to].take(chunk.subarray(0, taken));
    if (allowance) allowance.left -= taken;
    if (allowance?.left === 0) allowance.onSpent();
    if (this.#isCut || chunk.length < room) return;
    this.#isCut = true;
    if (this.#came === resetAfter) void this.#resetBoth(resetAfter);
    else if (this.#came === freezeAfter) void this.freeze();
    else if (chunk.length > room) this.#take(from, chunk.subarray(room));
  }

  /** Passes on what was taken, and then neither reads nor passes on anything more; both sides stay open. */
  async freeze(): Promise<void> {
    this.#isCut = true;
    this.#isFrozen = true;
    await this.#ways.server.idle();
    if (this.#ending.signal.aborted) return;
    for (const side of SIDES) this.#sockets[side].pause();
    this.#note({ kind: 'pause', bytes: this.#came });
    this.#ending.abort();
  }

  /** Resets both sides when the server has read the last byte that it will get. */
  async #resetBoth(bytes: number): Promise<void> {
    for (const side of SIDES) this.#sockets[side].pause();
    await this.#ways.server.idle();
    await this.#awaitRead('server', bytes);
    if (this.#ending.signal.aborted) return;
    this.#note({ kind: 'reset', bytes });
    this.#isReset = true;
    for (const side of SIDES) this.#sockets[side].resetAndDestroy();
  }

  /** An error on one side resets the other. */
  async #passReset(from: Side, { code, message }: NodeJS.ErrnoException): Promise<void> {
    if (this.#isReset) return;
    this.#isReset = true;
    const to = OTHER[from];
    if (code !== 'ECONNRESET' && code !== 'EPIPE') {
      this.#note({ kind: 'error', code: code ?? null, message });
    }
    const { delay = 0, drop } = this.#options.faults;
    if (delay > 0) await waitTime(delay, this.#ending.signal);
    const isSilent = this.#isFrozen || (this.#isCut && drop !== undefined);
    if (this.#sockets[to].destroyed || isSilent) return;
    this.#note({ kind: 'reset', to });
    this.#sockets[to].resetAndDestroy();
  }
}

function describe({ bytes, pieces, chunks }: Batch) {
  const preview = previewBytes(bytes);
  return { bytes: bytes.length, preview, pieces, ...(chunks > 1 && { chunks }) };
}
