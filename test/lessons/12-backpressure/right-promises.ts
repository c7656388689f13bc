// Right: the pipeline of promises.
import fs from 'node:fs';
import net from 'node:net';
import { pipeline } from 'node:stream/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const FILE = process.env.BIG_FILE ?? process.execPath;

const server = net.createServer(async (socket) => {
  socket.on('error', () => {});
  try {
    await pipeline(fs.createReadStream(FILE), socket);
  } catch (error) {
    console.log((error as Error).message);
  }
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
