// What winds a socket's timeout, what a timeout does, and how long the kernels have room for pings that nobody reads.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A socket whose peer reads nothing. */
async function openSilent(): Promise<net.Socket> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const peer = net.connect(port, '127.0.0.1').pause();
  peer.on('error', () => {});
  const [socket] = (await once(server, 'connection')) as [
    net.Socket,
  ];
  server.close();
  return socket;
}

/** Counts the timeouts of a socket. */
function countTimeouts(socket: net.Socket, ms: number) {
  const seen = { count: 0 };
  // The callback of setTimeout would be called once only.
  socket.setTimeout(ms);
  socket.on('timeout', () => {
    seen.count += 1;
  });
  return seen;
}

const idle = await openSilent();
const once100 = countTimeouts(idle, 100);
await once(idle, 'timeout');
await wait(500);
assert.equal(once100.count, 1, 'a timeout comes once');
assert.equal(idle.destroyed, false);
assert.equal(idle.readyState, 'open');
idle.write('?');
await once(idle, 'timeout');
assert.equal(once100.count, 2, 'a write winds it up');

const talking = await openSilent();
const LONG_MS = 1500;
const never = countTimeouts(talking, LONG_MS);
const begun = performance.now();
while (performance.now() - begun < 2 * LONG_MS) {
  talking.write('ping\n');
  await wait(20);
}
assert.equal(
  never.count,
  0,
  'own writes keep it from coming',
);
assert.equal(talking.writableLength, 0);

if (process.platform === 'linux') {
  const full = await openSilent();
  let pings = 0;
  while (full.writableLength === 0) {
    for (let each = 0; each < 100; each += 1)
      full.write('ping\n');
    pings += 100;
    await new Promise(setImmediate);
  }
  const DAY_S = 86_400;
  assert.ok(pings > 2 * DAY_S, `only ${pings} pings`);
}
process.exit();
