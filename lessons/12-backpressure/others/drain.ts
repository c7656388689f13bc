// A loop that waits for `drain`.
import { once } from 'node:events';
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const FILE = process.env.BIG_FILE ?? process.execPath;

async function send(socket: net.Socket) {
  const gone = new AbortController();
  socket.on('close', () => gone.abort());
  const file = fs.createReadStream(FILE);
  try {
    for await (const chunk of file) {
      if (socket.destroyed) return;
      if (!socket.write(chunk)) {
        await once(socket, 'drain', {
          signal: gone.signal,
        });
      }
    }
    socket.end();
  } catch (error) {
    console.log((error as Error).message);
  }
}

const server = net.createServer((socket) => {
  socket.on('error', (error) => console.log(error.message));
  void send(socket);
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
