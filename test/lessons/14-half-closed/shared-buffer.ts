// Wrong: all clients write into the same buffer.
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function prepare(question: Buffer) {
  await wait(100);
  const dots = Buffer.alloc(16 * 2 ** 20, '.');
  return Buffer.concat([question, dots]);
}

let question = Buffer.alloc(0);

net
  .createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', (chunk) => {
      question = Buffer.concat([question, chunk]);
    });
    socket.on('end', async () => {
      const answer = await prepare(question);
      question = Buffer.alloc(0);
      socket.end(answer);
    });
  })
  .listen(PORT, HOST);
