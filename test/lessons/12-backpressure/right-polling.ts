// Right: looks again and again whether there is room.
import fs from 'node:fs';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const FILE = process.env.BIG_FILE ?? process.execPath;

async function send(socket: net.Socket) {
  for await (const chunk of fs.createReadStream(FILE)) {
    while (socket.writableLength > 500_000) {
      if (socket.destroyed) return;
      await wait(5);
    }
    if (socket.destroyed) return;
    socket.write(chunk);
  }
  socket.end();
}

const server = net.createServer((socket) => {
  socket.on('error', () => {});
  void send(socket);
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
