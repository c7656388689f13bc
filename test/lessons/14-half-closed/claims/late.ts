// What becomes of an answer that is written after the client's end: at once, a microtask later, and later than that.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Answers after a pause; returns what the client got, and what the server was told. */
async function answerAfter(
  pause: (() => Promise<unknown>) | null,
) {
  const told: string[] = [];
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = net
    .connect(port, '127.0.0.1')
    .end('hello');
  const [socket] = (await once(server, 'connection')) as [
    net.Socket,
  ];
  server.close();

  const closed = new Promise<void>((resolve) =>
    socket.on('close', () => resolve()),
  );
  socket.on('error', (error: NodeJS.ErrnoException) =>
    told.push(`error ${error.code}`),
  );
  socket.resume();
  const written = new Promise<void>((resolve) => {
    socket.on('end', async () => {
      if (pause) await pause();
      socket.write(
        'answer',
        (error?: NodeJS.ErrnoException | null) => {
          if (error) told.push(`callback ${error.code}`);
          resolve();
        },
      );
    });
  });
  let heard = '';
  for await (const chunk of client) heard += chunk;
  await Promise.all([written, closed]);
  return { heard, told: told.sort() };
}

assert.deepEqual(await answerAfter(null), {
  heard: 'answer',
  told: [],
});
const soon = await answerAfter(async () => null);
assert.deepEqual(soon, {
  heard: '',
  told: ['callback EPIPE', 'error EPIPE'],
});
assert.deepEqual(await answerAfter(() => wait(100)), {
  heard: '',
  told: ['callback EPIPE'],
});
