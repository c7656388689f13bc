// Right: a Transform that gives out nothing until the end.

import net from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const options = { allowHalfOpen: true };
const server = net.createServer(options, (socket) => {
  let total = 0;
  const count = new Transform({
    transform(chunk, _encoding, done) {
      total += chunk.length;
      done();
    },
    flush(done) {
      done(null, `total ${total}\n`);
    },
  });
  pipeline(socket, count, socket).catch(() => {});
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
