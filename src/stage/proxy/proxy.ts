// The proxy: it stands between clients and their server, and tampers with what passes through it.
import { once } from 'node:events';
import net from 'node:net';
import { type Address, parseAddress } from '../address.ts';
import { readClock } from '../clock.ts';
import { formatAddress, readAddress } from '../tap/connections.ts';
import type { TapRecord } from '../trace/record.ts';
import type { Faults } from './faults.ts';
import { type Allowance, Link } from './link.ts';
import type { Readings } from './readings.ts';

/** The actor that a proxy's events have. */
export const PROXY = 'proxy';

/** A proxy that listens. */
export interface FaultProxy {
  readonly port: number;
  /** What a program needs in its environment to connect through the proxy: `PORT` and `HOST`. */
  readonly environment: { readonly PORT: string; readonly HOST: string };
  /** Whether something has yet to be passed on. */
  readonly isHolding: boolean;
  /** Takes no more connections; those that are open stay. */
  close(): void;
  /** Closes all connections too. */
  destroy(): void;
}

/** What a proxy needs. */
export interface ProxyOptions {
  /** Where the server listens: `127.0.0.1:6969`, `[::]:6969`. */
  target: string;
  faults: Faults;
  /** The port to listen on where it is free, else any; by default the one after the server's. */
  port?: number;
  /** The faults in words, for the proxy's `listening` event. */
  label?: string;
  /** What the ends report reading. */
  readings: Readings;
  /** Takes what the proxy does, as records of the actor `proxy`. */
  record(record: TapRecord): void;
}

const HOST = '127.0.0.1';
/** Codes that mean that another port may do. */
const TAKEN = ['EADDRINUSE', 'EACCES', 'ERR_SOCKET_BAD_PORT'];

/** Opens a proxy on the loopback interface. Rejects with the system's error where it can't listen at all. */
export async function openProxy(options: ProxyOptions): Promise<FaultProxy> {
  const { target, faults, readings, record, label } = options;
  const { host, port: serverPort } = readTarget(target);
  const links = new Set<Link>();
  const ignored = new Set<net.Socket>();
  const allowance: Allowance | null =
    faults.dropAfter === undefined
      ? null
      : {
          left: faults.dropAfter,
          onSpent() {
            for (const link of links) void link.freeze();
          },
        };
  const take = (client: net.Socket) => {
    // A client that was gone before the proxy looked has no address any more.
    if (client.remotePort === undefined) {
      client.destroy();
      return;
    }
    if (allowance?.left === 0) {
      ignored.add(client.on('error', () => {}));
      record(describeIgnored(client));
      return;
    }
    const way = { host, port: serverPort, faults };
    const link = new Link({ client, ...way, readings, allowance, record });
    links.add(link);
    void link.closed.then(() => links.delete(link));
  };
  const listen = async (wanted: number, own = HOST) => {
    const server = net.createServer(
      { allowHalfOpen: true, pauseOnConnect: true, noDelay: true },
      take,
    );
    await once(server.listen(wanted, own), 'listening');
    return server;
  };

  const first = await listen(options.port ?? serverPort + 1).catch(
    (error: NodeJS.ErrnoException) => {
      if (TAKEN.includes(error.code ?? '')) return listen(0);
      throw error;
    },
  );
  const { port } = first.address() as net.AddressInfo;
  // A client of a server on IPv6 may ask for `localhost` or `::1`, where there is one and the port is free.
  const second = target.startsWith('[') ? await listen(port, '::1').catch(() => null) : null;
  record({
    t: readClock(),
    kind: 'listening',
    local: `${HOST}:${port}`,
    remote: target,
    ...(label !== undefined && { text: label }),
  });

  const close = () => {
    first.close();
    second?.close();
  };
  return {
    port,
    environment: { PORT: String(port), HOST },
    get isHolding() {
      return [...links].some((link) => link.isHolding);
    },
    close,
    destroy() {
      close();
      for (const link of links) link.destroy();
      for (const client of ignored) client.destroy();
    },
  };
}

/** A connection that is accepted, and goes nowhere. */
function describeIgnored(client: net.Socket): TapRecord {
  const local = formatAddress(readAddress(client, 'getsockname'));
  const remote = formatAddress(readAddress(client, 'getpeername'));
  const ends = { ...(local && { local }), ...(remote && { remote }) };
  return { t: readClock(), kind: 'connection', connection: client.remotePort ?? 0, ...ends };
}

function readTarget(target: string): Address {
  const { host, port } = parseAddress(target) ?? { host: '', port: 0 };
  // A server on every interface is reached over the loopback one.
  const isAny = host === '0.0.0.0' || host === '::';
  return { host: isAny ? HOST : host, port };
}
