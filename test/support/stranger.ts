// A stranger: a server that is no part of any run, and counts who comes to it.
import { once } from 'node:events';
import net from 'node:net';
import type { TestContext } from 'node:test';

/** A server of somebody else's. */
export interface Stranger {
  readonly port: number;
  /** How many connections came to it. */
  readonly visits: number;
}

/** Listens on a port (any unless given) until the test ends; null where another process has it already. */
export async function holdPort(test: TestContext, port = 0): Promise<Stranger | null> {
  let visits = 0;
  const server = net.createServer((socket) => {
    visits += 1;
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
    get visits() {
      return visits;
    },
  };
}

/** The same on a port that is free. */
export async function openStranger(test: TestContext): Promise<Stranger> {
  const stranger = await holdPort(test);
  if (!stranger) throw new Error('nothing can listen on 127.0.0.1');
  return stranger;
}
