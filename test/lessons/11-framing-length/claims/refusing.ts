// What destroySoon() does about a client that doesn't read its answers, and about one that goes on sending.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const MIB = 2 ** 20;
const DEADLINE_MS = 20_000;
/** So long nothing more may be read before it counts as over, in ms. */
const QUIET_MS = 500;

/** Waits until a number has not changed for a while. */
async function settle(read: () => number): Promise<number> {
  const end = Date.now() + DEADLINE_MS;
  for (
    let last = read(), since = Date.now();
    Date.now() < end;
    await sleep(10)
  ) {
    if (read() !== last)
      [last, since] = [read(), Date.now()];
    if (Date.now() - since > QUIET_MS) return last;
  }
  throw new Error('it never came to rest');
}

/** How many MiB are still read after a refusal, of 30 that a client sends which reads nothing. */
async function countRead(
  isPaused: boolean,
): Promise<number> {
  let read = -1;
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      if (read >= 0) {
        read += chunk.length;
        return;
      }
      read = 0;
      // More than the kernels take, so that some of it waits.
      socket.write(Buffer.alloc(16 * MIB));
      if (isPaused) socket.pause();
      socket.destroySoon();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = net
    .connect(
      (server.address() as AddressInfo).port,
      '127.0.0.1',
    )
    .pause();
  client.on('error', () => {});
  const [socket] = (await once(server, 'connection')) as [
    net.Socket,
  ];
  for (let sent = 0; sent < 30; sent += 1)
    client.write(Buffer.alloc(MIB));
  const all = await settle(() => read);
  assert.equal(socket.destroyed, false);
  client.destroy();
  socket.destroy();
  server.close();
  return all / MIB;
}

assert.ok((await countRead(false)) > 28);
assert.ok((await countRead(true)) < 1);

/** A client that sends without end, and says how much of the answer it got. */
const SENDER = `
let bytes = 0;
const client = require('node:net').connect(Number(process.argv[1]), '127.0.0.1', write);
function write() { while (client.write(Buffer.alloc(65536))); }
client.on('drain', write);
client.on('data', (chunk) => { bytes += chunk.length; });
client.on('error', () => {});
client.on('close', () => { console.log(bytes); process.exit(); });
`;

if (process.platform === 'linux') {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.write(Buffer.alloc(MIB));
      socket.destroySoon();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let lost = 0;
  for (let time = 0; time < 10; time += 1) {
    const sender = spawn(
      process.execPath,
      ['-e', SENDER, String(port)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [text] = await once(sender.stdout, 'data');
    await once(sender, 'close');
    if (Number(String(text)) < MIB) lost += 1;
  }
  server.close();
  assert.ok(lost > 0);
}
