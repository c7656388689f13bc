// Wrong: waits for a `drain` that a reset turns into a rejection, which nobody catches.

import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const FILE = process.env.BIG_FILE ?? process.execPath;
const server = net.createServer(async (socket) => {
  socket.on('error', () => {});
  for await (const chunk of fs.createReadStream(FILE)) {
    if (!socket.write(chunk)) await once(socket, 'drain');
  }
  socket.end();
});
server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
