// The scripted server: for clients under check to connect to.
import net from 'node:net';
import { before } from '../stage/deadline.ts';
import type { Readings } from '../stage/proxy/readings.ts';
import { tellCheck } from '../text/messages/check.ts';
import { UnmetExpectation } from './expectation-errors.ts';
import { openPeer, type Peer } from './peer.ts';
import { reportPeerReadings } from './peer-readings.ts';
import { describeExit, type ProgramUnderCheck } from './program-under-check.ts';
import type { Story } from './story.ts';
import { type Look, type Never, tellNever, waitUntilIdle } from './wait-until-idle.ts';

/** A server that does what a check tells it to. */
export interface ScriptedServer {
  /** Its port on 127.0.0.1. */
  readonly port: number;
  /** The next connection, which `subject` should make; throws Unmet where none comes. */
  accept(subject: ProgramUnderCheck, ms?: number): Promise<Peer>;
  /** How many connections have come so far. */
  readonly connections: number;
  /** Stops listening, and closes all connections. */
  close(): void;
}

/** How long a program under check may take to start and connect, in ms. */
const ACCEPT_MS = 10_000;
/** How long it may take to accept a connection here, in ms. */
const ACCEPTED_MS = 1000;

/** What a scripted server needs to know about proxies before it. */
export interface Proxied {
  /** Takes what is read. */
  readings: Readings;
  /** By the number that a connection has here, the number it has at its client; for those that come through a proxy. */
  origins: ReadonlyMap<number, number>;
}

/** Opens a scripted server on a free port of 127.0.0.1; `look` says when no client will connect any more. */
export async function openScriptedServer(
  story: Story,
  look: Look,
  proxied?: Proxied,
): Promise<ScriptedServer> {
  const server = net.createServer({ allowHalfOpen: true });
  const waiting: net.Socket[] = [];
  const all = new Set<net.Socket>();
  const readers = new Map<net.Socket, (bytes: number) => void>();
  let connections = 0;
  let wake: () => void = () => {};
  server.on('connection', (socket) => {
    connections += 1;
    all.add(socket);
    socket.on('error', () => {});
    if (proxied) {
      const own = socket.remotePort ?? 0;
      readers.set(socket, reportPeerReadings(socket, 'connection', own, proxied.readings));
    }
    waiting.push(socket);
    wake();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as net.AddressInfo;
  story.tell((say) => say.listening(port));

  async function next(subject: ProgramUnderCheck, ms: number): Promise<net.Socket> {
    const come = new Promise<'come'>((resolve) => {
      wake = () => resolve('come');
    });
    const ended = subject.exited.then(() => 'ended' as const);
    const first: 'come' | 'ended' | Never =
      waiting.length > 0 ? 'come' : await waitUntilIdle(Promise.race([come, ended]), ms, look);
    // A client may connect and be gone before this process has accepted it.
    const hasConnected = subject.records.some(({ kind }) => kind === 'connect');
    if (first === 'ended' && hasConnected) await before(come, ACCEPTED_MS);
    const socket = waiting.shift();
    if (socket) return socket;
    const expected = tellCheck((say) => say.expectAccept);
    if (subject.exit) throw new UnmetExpectation(expected, describeExit(subject.exit));
    const why = first === 'idle' ? 'idle' : 'deadline';
    throw new UnmetExpectation(
      expected,
      tellNever(why, ms, (say) => say.nothing),
    );
  }

  return {
    port,
    get connections() {
      return connections;
    },
    async accept(subject, ms = ACCEPT_MS) {
      const socket = await next(subject, ms);
      const own = socket.remotePort ?? 0;
      const connection = proxied?.origins.get(own) ?? own;
      story.tell((say) => say.accepted(own));
      const onRead = readers.get(socket);
      return openPeer({
        socket,
        connection,
        story,
        subject: () => subject,
        look,
        ...(onRead && { onRead }),
      });
    },
    close() {
      server.close();
      for (const socket of all) socket.destroy();
    },
  };
}
