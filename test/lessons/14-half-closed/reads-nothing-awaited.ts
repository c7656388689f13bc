// Wrong: waits for the end by a promise, and adds its listener for the data after it.
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function prepare(question: Buffer) {
  await wait(100);
  const dots = Buffer.alloc(16 * 2 ** 20, '.');
  return Buffer.concat([question, dots]);
}

async function serve(socket: net.Socket) {
  const chunks: Buffer[] = [];
  await once(socket, 'end');
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.end(await prepare(Buffer.concat(chunks)));
}

net
  .createServer((socket) => {
    serve(socket).catch((error) => socket.destroy(error));
  })
  .listen(PORT, HOST);
