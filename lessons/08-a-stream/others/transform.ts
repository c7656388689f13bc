// A Transform that gives out nothing until the end.
import net, { type AddressInfo } from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const options = { allowHalfOpen: true };
const server = net.createServer(options, (socket) => {
  let total = 0;
  socket.on('error', (error) => console.log(error.message));
  const count = new Transform({
    transform(chunk, _encoding, done) {
      total += chunk.length;
      done();
    },
    flush(done) {
      done(null, `total ${total}\n`);
    },
  });
  pipeline(socket, count, socket).catch(() =>
    socket.destroy(),
  );
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
