// How many bytes Node reads at a time at most, and what becomes of an answer that is written after an await.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

async function listen(
  onConnection: (socket: net.Socket) => void,
): Promise<[net.Server, number]> {
  const server = net
    .createServer(onConnection)
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  return [server, (server.address() as AddressInfo).port];
}

const sizes: number[] = [];
const [sink, port] = await listen((socket) => {
  socket.on('data', (chunk) => sizes.push(chunk.length));
});
for (let time = 0; time < 20; time += 1) {
  const client = net.connect(port, '127.0.0.1', () =>
    client.end(Buffer.alloc(200_000)),
  );
  await once(client.resume(), 'close');
}
sink.close();
assert.equal(
  sizes.reduce((sum, size) => sum + size, 0),
  20 * 200_000,
);
console.log(
  `the largest chunk: ${Math.max(...sizes).toLocaleString('en-US')}`,
);

/** How many bytes of an answer arrive that is written so long after `end`. */
async function answerAfter(
  wait: () => Promise<unknown> | null,
): Promise<number> {
  const [server, answering] = await listen((socket) => {
    socket.resume();
    socket.on('error', () => {});
    socket.on('end', async () => {
      const waiting = wait();
      if (waiting) await waiting;
      socket.end('total');
    });
  });
  const client = net.connect(answering, '127.0.0.1', () =>
    client.end('one'),
  );
  let bytes = 0;
  client.on('data', (chunk) => {
    bytes += chunk.length;
  });
  await once(client, 'close');
  server.close();
  return bytes;
}

assert.equal(await answerAfter(() => null), 5);
for (const wait of [
  async () => null,
  () => new Promise(setImmediate),
  () => sleep(20),
]) {
  assert.equal(await answerAfter(wait), 0);
}
