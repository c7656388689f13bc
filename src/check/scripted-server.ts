// The scripted server: for clients under check to connect to.
import { once } from 'node:events';
import net from 'node:net';
import { before } from '../stage/deadline.ts';
import { type ProxySurroundings, reportReadings } from './check-proxy.ts';
import { describeExit } from './exit-words.ts';
import { UnmetExpectation } from './expectation-errors.ts';
import { Peer } from './peer.ts';
import { describeEnds, logEnding, nameLog, type PeerLog } from './peer-log.ts';
import type { ProgramUnderCheck } from './program-under-check.ts';
import { type Never, tellNever, waitUntilIdle } from './wait-until-idle.ts';

/** A server that does what a check tells it to. */
export interface ScriptedServer {
  /** Its port on 127.0.0.1. */
  readonly port: number;
  /** The next connection, which `subject` should make; throws Unmet where none comes. */
  accept(subject: ProgramUnderCheck, ms?: number): Promise<Peer>;
  /** Stops listening, and closes all connections. */
  close(): void;
}

/** A client that has connected, and nobody has accepted yet. */
interface Waiting {
  socket: net.Socket;
  own: number;
  log: PeerLog;
  onRead(bytes: number): void;
}

/** How long a program under check may take to start and connect, in ms. */
const ACCEPT_MS = 10_000;
/** How long it may take to accept a connection here, in ms. */
const ACCEPTED_MS = 1000;

/** Opens a scripted server on a free port of 127.0.0.1. */
export async function openScriptedServer(around: ProxySurroundings): Promise<ScriptedServer> {
  const { story, look, readings, origins, log, rest } = around;
  const server = net.createServer({ allowHalfOpen: true });
  const waiting: Waiting[] = [];
  const all: net.Socket[] = [];
  let wake = () => {};
  server.on('connection', (socket) => {
    const own = socket.remotePort ?? 0;
    all.push(socket);
    const ownLog = nameLog(log, { connection: own });
    ownLog({ kind: 'connection', ...describeEnds(socket) });
    logEnding(socket, ownLog);
    const onRead = reportReadings(socket, 'connection', own, readings);
    waiting.push({ socket, own, log: ownLog, onRead });
    wake();
  });
  server.on('error', () => {});
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as net.AddressInfo;
  story.tell((say) => say.listening(port));
  log({ kind: 'listening', local: `127.0.0.1:${port}` });

  /** Waits until a client waits; returns why none does. */
  async function awaitClient(subject: ProgramUnderCheck, ms: number): Promise<Never | null> {
    if (waiting.length > 0) return null;
    const come = new Promise<null>((resolve) => {
      wake = () => resolve(null);
    });
    const ended = subject.exited.then(() => 'ended' as const);
    const first = await waitUntilIdle(Promise.race([come, ended]), ms, look);
    // A client may connect and be gone before this process has accepted it.
    const hasConnected = subject.records.some(({ kind }) => kind === 'connect');
    if (first === 'ended' && hasConnected) await before(come, ACCEPTED_MS);
    return first === 'ended' ? 'deadline' : first;
  }

  return {
    port,
    async accept(subject, ms = ACCEPT_MS) {
      const never = await awaitClient(subject, ms);
      const client = waiting.shift();
      if (!client) {
        const got = subject.exit
          ? describeExit(subject.exit)
          : tellNever(never ?? 'deadline', ms, (say) => say.nothing);
        throw new UnmetExpectation((say) => say.expectAccept, got);
      }
      const { own, ...ends } = client;
      story.tell((say) => say.accepted(own));
      await rest();
      return new Peer({ ...ends, connection: origins.get(own) ?? own, story, subject, look, rest });
    },
    close() {
      server.close();
      for (const socket of all) socket.destroy();
    },
  };
}
