// Wrong where a queue of the web counts chunks, and not their bytes: 16,384 of them are the whole file.
import fs from 'node:fs';
import net from 'node:net';
import { Readable, Writable } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const FILE = process.env.BIG_FILE ?? process.execPath;

const server = net.createServer((socket) => {
  socket.on('error', () => {});
  const file = Readable.toWeb(fs.createReadStream(FILE));
  file.pipeTo(Writable.toWeb(socket)).catch(() => {});
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
