// A socket with a high-water mark of 64 MiB.
import fs from 'node:fs';
import net from 'node:net';
import { pipeline } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const FILE = process.env.BIG_FILE ?? process.execPath;

const options = { highWaterMark: 64 * 2 ** 20 };

const server = net.createServer(options, (socket) => {
  pipeline(fs.createReadStream(FILE), socket, () => {});
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
