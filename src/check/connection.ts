// Connections of this process to programs under check.
import net from 'node:net';
import { readPort } from '../stage/address.ts';
import { before } from '../stage/deadline.ts';
import { UnmetExpectation } from './expectation-errors.ts';
import { describeEnds, describeError, logEnding, nameLog, type PeerLog } from './peer-log.ts';

/** How long a connection to a listening server may take, in ms. */
const CONNECT_MS = 4000;

/** How many connections over a path there were: they have no ports to be told apart by. */
let paths = 0;

/** A connection of this process. */
interface Connection {
  /** Connected, or gone again. */
  socket: net.Socket;
  /** Its port here; 0 over a path. */
  connection: number;
  /** The log of it. */
  log: PeerLog;
}

/**
 * Connects to an address or a path; paused, the socket reads nothing until it is resumed. One that was accepted and
 * reset before this process was told of either is a connection, too. Throws Unmet.
 */
export async function connectTo(
  address: string,
  log: PeerLog,
  isPaused = false,
): Promise<Connection> {
  const port = readPort(address);
  // A server on all addresses is reached at the one that lessons speak of.
  const host = address.startsWith('[::1]') ? '::1' : '127.0.0.1';
  const where = port === null ? { path: address } : { port: Number(port), host };
  log({ kind: 'connecting', remote: address });
  const socket = net.connect({ ...where, allowHalfOpen: true });
  if (isPaused) socket.pause();
  let connection = 0;
  // Node connects in the next tick: then the socket has its port, and after an error it has none any more.
  process.nextTick(() => {
    connection = socket.localPort ?? 0;
  });
  const connected = new Promise<PeerLog | Error>((resolve) => {
    const onError = (error: Error) => {
      const own = isReset(error) ? nameLog(log, { connection }) : null;
      (own ?? log)(describeError(error));
      if (own) logEnding(socket, own);
      resolve(own ?? error);
    };
    socket.once('error', onError);
    socket.once('connect', () => {
      socket.off('error', onError);
      const own = nameLog(log, port === null ? { path: address, socket: ++paths } : { connection });
      own({ kind: 'connect', ...describeEnds(socket), ...(port === null && { remote: address }) });
      logEnding(socket, own);
      resolve(own);
    });
  });
  const end = await before(connected, CONNECT_MS);
  if (typeof end === 'function') return { socket, connection, log: end };
  socket.destroy();
  throw new UnmetExpectation(
    (say) => say.expectConnect,
    (say) =>
      end === 'deadline' ? say.never.deadline.nothing(CONNECT_MS / 1000) : say.gotRefused(address),
  );
}

/** Whether a connection has been there: an attempt that nobody accepts is refused, not reset. */
function isReset({ code }: NodeJS.ErrnoException): boolean {
  return code === 'ECONNRESET';
}
