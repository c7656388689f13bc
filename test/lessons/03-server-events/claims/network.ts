// From where a server can be reached with a HOST and without one, and where a web server listens.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';

async function listen(
  server: net.Server | http.Server,
  host?: string,
): Promise<AddressInfo> {
  server.listen(0, host);
  await once(server, 'listening');
  return server.address() as AddressInfo;
}

async function connect(
  port: number,
  host: string,
): Promise<string> {
  const client = net.connect(port, host);
  const outcome = await once(client, 'connect').then(
    () => 'connected',
    (error) => error.code,
  );
  client.destroy();
  return outcome;
}

const all = Object.values(os.networkInterfaces()).flatMap(
  (each) => each ?? [],
);
const own = all.find(
  ({ internal, family }) => !internal && family === 'IPv4',
)?.address;
const hasV6 = all.some(({ family }) => family === 'IPv6');

const withHost = net.createServer((socket) =>
  socket.destroy(),
);
const without = net.createServer((socket) =>
  socket.destroy(),
);
const web = http.createServer();
const { port } = await listen(withHost, '127.0.0.1');
const everywhere = await listen(without);
if (own !== undefined) {
  assert.equal(await connect(port, own), 'ECONNREFUSED');
  assert.equal(
    await connect(everywhere.port, own),
    'connected',
  );
}
const { address } = await listen(web);
assert.equal(address, everywhere.address);
console.log(`without a host: ${hasV6 ? address : '::'}`);
for (const server of [withHost, without, web])
  server.close();
