// Wrong: a port that is written into the program.
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = 6969;

async function prepare(question: Buffer) {
  await wait(100);
  const dots = Buffer.alloc(16 * 2 ** 20, '.');
  return Buffer.concat([question, dots]);
}

net
  .createServer({ allowHalfOpen: true }, async (socket) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    await once(socket, 'end');
    socket.write(await prepare(Buffer.concat(chunks)));
    socket.end();
  })
  .listen(PORT, HOST);
