// Connections of this process to programs under check.
import net from 'node:net';
import { readPort } from '../stage/address.ts';
import { before } from '../stage/deadline.ts';
import { UnmetExpectation } from './expectation-errors.ts';

/** How long a connection to a listening server may take, in ms. */
const CONNECT_MS = 4000;

/** Connects to an address or a path; paused, the socket reads nothing until it is resumed. Throws Unmet. */
export async function connectTo(address: string, isPaused = false): Promise<net.Socket> {
  const port = readPort(address);
  // A server on all addresses is reached at the one that lessons speak of.
  const host = address.startsWith('[::1]') ? '::1' : '127.0.0.1';
  const where = port === null ? { path: address } : { port: Number(port), host };
  const socket = net.connect({ ...where, allowHalfOpen: true });
  if (isPaused) socket.pause();
  const connected = new Promise<Error | null>((resolve) => {
    socket.once('connect', () => resolve(null));
    socket.on('error', resolve);
  });
  const error = await before(connected, CONNECT_MS);
  if (error === null) return socket;
  socket.destroy();
  throw new UnmetExpectation(
    (say) => say.expectConnect,
    (say) =>
      error === 'deadline'
        ? say.never.deadline.nothing(CONNECT_MS / 1000)
        : say.gotRefused(address),
  );
}
