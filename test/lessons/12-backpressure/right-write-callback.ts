// Right: the next piece when the last one has been written.

import fs from 'node:fs';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const FILE = process.env.BIG_FILE ?? process.execPath;
const server = net.createServer((socket) => {
  const file = fs.createReadStream(FILE);
  socket.on('error', () => file.destroy());
  file.on('data', (c) => {
    socket.write(c, () => file.resume());
    file.pause();
  });
  file.on('end', () => socket.end());
});
server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
