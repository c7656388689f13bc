// Wrong: `drain` resumes the socket in place of the file.

import fs from 'node:fs';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const FILE = process.env.BIG_FILE ?? process.execPath;
const server = net.createServer((socket) => {
  const file = fs.createReadStream(FILE);
  file.on('data', (c) => {
    if (!socket.write(c)) file.pause();
  });
  socket.on('drain', file.resume);
  file.on('end', () => socket.end());
  socket.on('close', () => file.destroy());
  socket.on('error', () => {});
});
server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
