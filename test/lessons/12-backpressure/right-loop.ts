// Right: a loop that waits for `drain`, or for the end of the connection.

import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const FILE = process.env.BIG_FILE ?? process.execPath;
const server = net.createServer(async (socket) => {
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  socket.on('error', () => {});
  socket.resume();
  try {
    for await (const chunk of fs.createReadStream(FILE, {
      signal: gone.signal,
    })) {
      if (!socket.write(chunk))
        await once(socket, 'drain', {
          signal: gone.signal,
        });
    }
    socket.end();
  } catch (e) {
    console.log((e as Error).name);
  }
});
server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
