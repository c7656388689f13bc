// Wrong: a port that is written into the program.
import fs from 'node:fs';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = 6969;
const FILE = process.env.BIG_FILE ?? process.execPath;

const server = net.createServer((socket) => {
  const file = fs.createReadStream(FILE);
  file.pipe(socket);
  socket.on('error', () => {});
  socket.on('close', () => file.destroy());
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
