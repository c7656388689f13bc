// One reader after the other.
import fs from 'node:fs';
import net from 'node:net';
import { pipeline } from 'node:stream/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const FILE = process.env.BIG_FILE ?? process.execPath;

let queue = Promise.resolve();

const server = net.createServer((socket) => {
  socket.on('error', () => {});
  queue = queue.then(async () => {
    const file = fs.createReadStream(FILE);
    await pipeline(file, socket).catch(() => {});
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
