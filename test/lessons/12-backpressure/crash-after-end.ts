// Wrong: no listener of its own, and `pipeline` takes its away when it is done.

import { open } from 'node:fs/promises';
import net from 'node:net';
import { pipeline } from 'node:stream/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const FILE = process.env.BIG_FILE ?? process.execPath;
const server = net.createServer(async (socket) => {
  const handle = await open(FILE);
  try {
    await pipeline(
      handle.createReadStream({ highWaterMark: 32 * 1024 }),
      socket,
    );
  } catch (error) {
    console.log((error as NodeJS.ErrnoException).code);
  }
});
server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
