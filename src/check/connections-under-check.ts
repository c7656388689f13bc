// The connections of a check: peers, scripted servers, and proxies before either.
import net from 'node:net';
import { readPort } from '../stage/address.ts';
import { before } from '../stage/deadline.ts';
import type { Faults } from '../stage/proxy/faults.ts';
import type { Readings } from '../stage/proxy/readings.ts';
import { tellCheck } from '../text/messages/check.ts';
import { type CheckProxy, type OpenCheckProxy, openCheckProxy } from './check-proxy.ts';
import { UnmetExpectation } from './expectation-errors.ts';
import type { CheckStartOptions } from './launcher.ts';
import { openPeer, type Peer } from './peer.ts';
import type { ProgramUnderCheck } from './program-under-check.ts';
import { openScriptedServer, type ScriptedServer } from './scripted-server.ts';
import type { ServersUnderCheck } from './servers-under-check.ts';
import type { Story } from './story.ts';
import type { Look } from './wait-until-idle.ts';

/** How a peer connects, and to what. */
export type ConnectOptions = CheckStartOptions & {
  /** Whether its own side stays open when the program ends; true unless given. */
  allowHalfOpen?: boolean;
  /** Whether it doesn't read until it is resumed; it reads unless given. */
  isPaused?: boolean;
};

/** How long a connection to a listening server may take, in ms. */
const CONNECT_MS = 4000;

/** How a proxy is opened: before which server. */
export type ProxyOptions = CheckStartOptions & {
  /** A scripted server; the learner's unless given. */
  to?: ScriptedServer;
};

/** Opens connections to the learner's programs. */
export interface ConnectionsUnderCheck {
  /** Whether a proxy holds something back just now. */
  readonly isHolding: boolean;
  /** A peer connected to the learner's server. Throws Unmet. */
  connect(options?: ConnectOptions): Promise<Peer>;
  /** A scripted server, for clients to connect to. */
  listen(): Promise<ScriptedServer>;
  /** A proxy before a server. Throws Unmet. */
  proxy(faults: Faults, options?: ProxyOptions): Promise<CheckProxy>;
}

/** What connections need. */
export interface ConnectionsOptions {
  servers: ServersUnderCheck;
  /** The learner's programs that were started, in order. */
  subjects: readonly ProgramUnderCheck[];
  readings: Readings;
  /** The story of the phase that runs. */
  story: () => Story;
  look: Look;
  /** Takes what closes each. */
  onOpen(close: () => void): void;
}

/** Opens connections for one check. */
export function openConnections(options: ConnectionsOptions): ConnectionsUnderCheck {
  const { servers, subjects, readings, look, onOpen } = options;
  const origins = new Map<number, number>();
  const proxies: OpenCheckProxy[] = [];

  async function connect(how: ConnectOptions = {}): Promise<Peer> {
    const subject = await servers.obtain(how);
    const { allowHalfOpen = true, isPaused = false } = how;
    const { socket, error } = await openSocket(subject.address ?? '', allowHalfOpen, isPaused);
    if (error) {
      throw new UnmetExpectation(
        tellCheck((say) => say.expectConnect),
        tellCheck((say) =>
          error === 'deadline' ? say.never.deadline.nothing(CONNECT_MS / 1000) : say.gotRefused,
        ),
      );
    }
    onOpen(() => socket.destroy());
    const connection = socket.localPort ?? 0;
    const story = options.story();
    story.tell((say) => say.connected(connection, isPaused));
    return openPeer({ socket, connection, story, subject: () => subject, look });
  }

  async function proxy(faults: Faults, how: ProxyOptions = {}): Promise<CheckProxy> {
    const { to, ...start } = how;
    const subject = to ? null : await servers.obtain(start);
    const target = to ? `127.0.0.1:${to.port}` : (subject?.address ?? '');
    if (readPort(target) === null) {
      throw new UnmetExpectation(
        tellCheck((say) => say.expectPort),
        tellCheck((say) => say.gotAddress(target)),
      );
    }
    const opened = await openCheckProxy({
      faults,
      target,
      subject,
      subjects,
      readings,
      story: options.story(),
      look,
      onConnection: (connection, through) => origins.set(through, connection),
    });
    proxies.push(opened);
    onOpen(opened.destroy);
    return opened;
  }

  return {
    get isHolding() {
      return proxies.some((one) => one.isHolding);
    },
    connect,
    proxy,
    async listen() {
      const scripted = await openScriptedServer(options.story(), look, { readings, origins });
      onOpen(() => scripted.close());
      return scripted;
    },
  };
}

type Opened = { socket: net.Socket; error: NodeJS.ErrnoException | 'deadline' | null };

async function openSocket(
  address: string,
  allowHalfOpen: boolean,
  isPaused: boolean,
): Promise<Opened> {
  const port = readPort(address);
  const host = address.startsWith('[') ? '::1' : '127.0.0.1';
  const socket = net.connect(
    port === null ? { path: address, allowHalfOpen } : { port: Number(port), host, allowHalfOpen },
  );
  if (isPaused) socket.pause();
  const connected = new Promise<NodeJS.ErrnoException | null>((resolve) => {
    socket.once('connect', () => resolve(null));
    socket.once('error', resolve);
  });
  const error = await before(connected, CONNECT_MS);
  socket.on('error', () => {});
  if (error) socket.destroy();
  return { socket, error };
}
