// Right: a Writable that swallows all, and answers at last.
import net from 'node:net';
import { Writable } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const options = { allowHalfOpen: true };
const server = net.createServer(options, (socket) => {
  let total = 0;
  const counter = new Writable({
    write(chunk, _encoding, done) {
      total += chunk.length;
      done();
    },
    final(done) {
      socket.end(`total ${total}\n`);
      done();
    },
  });
  socket.pipe(counter);
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
