// A generator reads, a pipeline sends.
import { open } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const FILE = process.env.BIG_FILE ?? process.execPath;

async function* readPieces() {
  const handle = await open(FILE);
  try {
    for (let at = 0; ; ) {
      const buffer = Buffer.alloc(32_768);
      const { bytesRead } = await handle.read(buffer, {
        position: at,
      });
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

const server = net.createServer((socket) => {
  socket.on('error', (error) => console.log(error.message));
  // The socket gets the same error, and prints it.
  pipeline(readPieces, socket).catch(() => {});
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
