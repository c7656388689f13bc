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

/**
 * Connects to an address or a path; paused, the socket reads nothing until it is resumed. Returns it with the log of
 * its connection. Throws Unmet.
 */
export async function connectTo(
  address: string,
  log: PeerLog,
  isPaused = false,
): Promise<{ socket: net.Socket; log: PeerLog }> {
  const port = readPort(address);
  // A server on all addresses is reached at the one that lessons speak of.
  const host = address.startsWith('[::1]') ? '::1' : '127.0.0.1';
  const where = port === null ? { path: address } : { port: Number(port), host };
  log({ kind: 'connecting', remote: address });
  const socket = net.connect({ ...where, allowHalfOpen: true });
  if (isPaused) socket.pause();
  const connected = new Promise<PeerLog | Error>((resolve) => {
    socket.once('connect', () => {
      const { localPort: connection = 0 } = socket;
      const own = nameLog(log, port === null ? { path: address, socket: ++paths } : { connection });
      own({ kind: 'connect', ...describeEnds(socket), ...(port === null && { remote: address }) });
      logEnding(socket, own);
      resolve(own);
    });
    socket.on('error', resolve);
  });
  const end = await before(connected, CONNECT_MS);
  if (typeof end === 'function') return { socket, log: end };
  if (end !== 'deadline') log(describeError(end));
  socket.destroy();
  throw new UnmetExpectation(
    (say) => say.expectConnect,
    (say) =>
      end === 'deadline' ? say.never.deadline.nothing(CONNECT_MS / 1000) : say.gotRefused(address),
  );
}
