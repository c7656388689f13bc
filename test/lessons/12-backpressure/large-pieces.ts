// Pieces of 16 MiB.
import fs from 'node:fs';
import net from 'node:net';
import { pipeline } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const FILE = process.env.BIG_FILE ?? process.execPath;

const server = net.createServer((socket) => {
  const highWaterMark = 16 * 2 ** 20;
  const file = fs.createReadStream(FILE, { highWaterMark });
  pipeline(file, socket, () => {});
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
