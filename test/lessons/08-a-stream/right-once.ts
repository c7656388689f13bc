// Right: a Writable counts, and the end is awaited.

import { once } from 'node:events';
import net from 'node:net';
import { Writable } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer(
  { allowHalfOpen: true },
  async (socket) => {
    let total = 0;
    socket.pipe(
      new Writable({
        write(c, _, cb) {
          total += c.length;
          cb();
        },
      }),
    );
    await once(socket, 'end');
    socket.end(`total ${total}\n`);
  },
);

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
