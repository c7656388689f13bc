// How many lines again.ts prints where two and three ports are taken.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';

/** Takes so many ports in a row, before a free one; resolves to the first one. */
async function takePorts(
  count: number,
): Promise<{ first: number; close(): void }> {
  for (;;) {
    const lowest = net
      .createServer()
      .listen(0, '127.0.0.1');
    await once(lowest, 'listening');
    const first = (lowest.address() as net.AddressInfo)
      .port;
    const servers = [lowest];
    const close = () =>
      servers.forEach((server) => void server.close());
    try {
      for (
        let port = first + 1;
        port <= first + count;
        port += 1
      ) {
        const server = net
          .createServer()
          .listen(port, '127.0.0.1');
        servers.push(server);
        await once(server, 'listening');
      }
      const free = servers.pop() as net.Server;
      await once(free.close(), 'close');
      return { first, close };
    } catch {
      // The next one is another program's: somewhere else.
      close();
    }
  }
}

async function countLines(taken: number): Promise<number> {
  const { first, close } = await takePorts(taken);
  const code = `
const net = require('node:net');
const server = net.createServer();
function attempt(port) {
  server.on('error', () => attempt(port + 1));
  server.on('listening', () => console.log(port));
  server.listen(port, '127.0.0.1');
}
server.on('listening', () => setImmediate(() => server.close()));
attempt(${first});
`;
  const child = spawn(process.execPath, ['-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (text) => {
    printed += text;
  });
  await once(child, 'close');
  close();
  return printed.split('\n').length - 1;
}

const WORDS: Record<number, string> = {
  4: 'four lines / 四行',
  8: 'eight / 八行',
};
for (const taken of [2, 3]) {
  const lines = await countLines(taken);
  console.log(
    `with ${taken} ports taken: ${WORDS[lines] ?? lines}`,
  );
}
