// A claim to the port that lessons prefer: only one tour on a machine, of any user, has it at a time.
import { once } from 'node:events';
import net from 'node:net';

/** A claim that is held. */
export interface Claim {
  release(): void;
}

/** How far the claim's own port lies above the one that is claimed. */
const OFFSET = 10_000;

/**
 * Claims a port (at most 55535), or resolves to null where another tour has it. To see whether a port is free isn't
 * enough: two tours may look at the same moment, and a client that must find no server holds no port itself. So
 * the tour with the claim listens on a port beside it, which the system frees however the process ends.
 */
export async function claimPort(port: number): Promise<Claim | null> {
  const server = net.createServer((socket) => socket.destroy());
  server.unref();
  try {
    await once(
      server.listen({ port: port + OFFSET, host: '127.0.0.1', exclusive: true }),
      'listening',
    );
  } catch {
    return null;
  }
  return { release: () => void server.close() };
}
