// The whole file at once, later.
import { readFile } from 'node:fs/promises';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const FILE = process.env.BIG_FILE ?? process.execPath;

const server = net.createServer(async (socket) => {
  socket.on('error', () => {});

  socket.write(await readFile(FILE));
  socket.end();
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
