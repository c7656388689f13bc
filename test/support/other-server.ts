// A server that is no part of any run, and counts its connections.
import { once } from 'node:events';
import net from 'node:net';
import type { TestContext } from 'node:test';

/** A server outside of the run. */
export interface OtherServer {
  readonly port: number;
  /** How many connections it got. */
  readonly connections: number;
}

/** Listens on a port (any by default) until the test ends; null where another process has it already. */
export async function holdPort(test: TestContext, port = 0): Promise<OtherServer | null> {
  let connections = 0;
  const server = net.createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch {
    return null;
  }
  test.after(() => server.close());
  return {
    port: (server.address() as net.AddressInfo).port,
    get connections() {
      return connections;
    },
  };
}

/** The same on a port that is free. */
export async function openOtherServer(test: TestContext): Promise<OtherServer> {
  const other = await holdPort(test);
  if (!other) throw new Error('nothing can listen on 127.0.0.1');
  return other;
}
