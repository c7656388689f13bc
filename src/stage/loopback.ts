// Tests whether loopback works on this machine, and how fast it is.
import { once } from 'node:events';
import net from 'node:net';
import { before, DeadlineError } from './deadline.ts';

/** How long a round trip may take, in ms. */
const DEADLINE_MS = 3000;
/** How many bytes make the round trip, one after the other. */
const ROUNDS = 21;

/**
 * Sends bytes to a server of its own on 127.0.0.1 and back.
 * Resolves to the median time of a round trip, in ms. Rejects with the system's error, or DeadlineError.
 */
export async function measureRoundTrip(): Promise<number> {
  const server = net.createServer((socket) => socket.on('error', () => {}).pipe(socket));
  try {
    const median = await before(measure(server), DEADLINE_MS);
    if (median === 'deadline') throw new DeadlineError('a byte to go round', DEADLINE_MS);
    return median;
  } finally {
    server.close();
  }
}

async function measure(server: net.Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const socket = net.connect((server.address() as net.AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  const times: number[] = [];
  while (times.length < ROUNDS) {
    const start = performance.now();
    socket.write('.');
    await once(socket, 'data');
    times.push(performance.now() - start);
  }
  socket.destroy();
  return times.sort((a, b) => a - b)[(ROUNDS - 1) / 2] as number;
}

/** Whether a server could listen at this address now: null if so, else the system's code (`EADDRINUSE`). */
export async function tryListening(port: number, host: string): Promise<string | null> {
  const server = net.createServer().listen(port, host);
  try {
    await once(server, 'listening');
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  } finally {
    server.close();
  }
}
