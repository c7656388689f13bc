// Wrong: waits for `drain`, and holds the whole file for each reader meanwhile.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const FILE = process.env.BIG_FILE ?? process.execPath;
const server = net.createServer(async (socket) => {
  socket.on('error', () => {});
  const gone = new AbortController();
  socket.on('close', () => gone.abort());
  const all = await readFile(FILE);
  try {
    for (let at = 0; at < all.length; at += 65536) {
      if (!socket.write(all.subarray(at, at + 65536)))
        await once(socket, 'drain', {
          signal: gone.signal,
        });
    }
    socket.end();
  } catch {}
});
server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
