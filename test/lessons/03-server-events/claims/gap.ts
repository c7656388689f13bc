// Whether a client is refused that connects as soon as a server's line is there. Tells the counts on standard error.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';

const TIMES = 10;

/** Starts a server that prints a line at that moment, and connects; whether it was refused. */
async function isRefused(
  moment: 'called' | 'listening',
): Promise<boolean> {
  const port = await findFreePort();
  const code = `
const server = require('node:net').createServer();
server.listen(${port}, '127.0.0.1');
if ('${moment}' === 'called') console.log('Server listening');
else server.on('listening', () => console.log('Server listening'));
`;
  const child = spawn(process.execPath, ['-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const client = net.connect(port, '127.0.0.1');
  const outcome = await once(client, 'connect').catch(
    (error) => error.code,
  );
  client.destroy();
  child.kill();
  await once(child, 'exit');
  return outcome === 'ECONNREFUSED';
}

async function findFreePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const refused = { called: 0, listening: 0 };
for (let time = 0; time < TIMES; time += 1) {
  if (await isRefused('called')) refused.called += 1;
  if (await isRefused('listening')) refused.listening += 1;
}
console.error(
  `refused: ${refused.called} of ${TIMES} after listen(), ${refused.listening} on 'listening'`,
);
assert.ok(refused.called > 0);
assert.equal(refused.listening, 0);
