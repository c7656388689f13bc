// One buffer for all pieces.
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const FILE = process.env.BIG_FILE ?? process.execPath;

async function send(socket: net.Socket) {
  const handle = await open(FILE);
  const buffer = Buffer.alloc(4096);
  for (;;) {
    const { bytesRead } = await handle.read(
      buffer,
      0,
      4096,
      null,
    );
    if (bytesRead === 0) break;
    if (!socket.write(buffer.subarray(0, bytesRead))) {
      await once(socket, 'drain');
    }
  }
  await handle.close();
  socket.end();
}

const server = net.createServer((socket) => {
  socket.on('error', () => {});
  send(socket).catch(() => {});
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
