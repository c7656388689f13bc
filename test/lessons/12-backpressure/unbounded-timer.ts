// Waits a moment instead of for drain.
import fs from 'node:fs';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const FILE = process.env.BIG_FILE ?? process.execPath;

const server = net.createServer(async (socket) => {
  socket.on('error', () => {});
  const file = fs.createReadStream(FILE);
  socket.on('close', () => file.destroy());
  try {
    for await (const chunk of file) {
      if (!socket.write(chunk)) await wait(1);
    }
    socket.end();
  } catch {
    socket.destroy();
  }
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
