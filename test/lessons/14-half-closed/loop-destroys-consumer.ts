// Wrong: the consumer is such a loop, too.
import net from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function prepare(question: Buffer) {
  await wait(100);
  const dots = Buffer.alloc(16 * 2 ** 20, '.');
  return Buffer.concat([question, dots]);
}

net
  .createServer({ allowHalfOpen: true }, async (socket) => {
    socket.on('error', () => {});
    socket.end(await prepare(await buffer(socket)));
  })
  .listen(PORT, HOST);
