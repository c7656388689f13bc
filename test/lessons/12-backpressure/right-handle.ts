// Right: a handle, read piece by piece.
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const FILE = process.env.BIG_FILE ?? process.execPath;

async function send(socket: net.Socket) {
  const handle = await open(FILE);
  const gone = new Promise((resolve) => {
    socket.once('close', resolve);
  });
  try {
    for (;;) {
      const buffer = Buffer.alloc(100_000);
      const { bytesRead } = await handle.read(buffer);
      if (bytesRead === 0 || socket.destroyed) break;
      if (!socket.write(buffer.subarray(0, bytesRead))) {
        await Promise.race([once(socket, 'drain'), gone]);
      }
    }
    socket.end();
  } finally {
    await handle.close();
  }
}

const server = net.createServer((socket) => {
  socket.on('error', () => {});
  send(socket).catch(({ message }) => console.log(message));
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
