// A Transform whose flush is the answer.
import net, { type AddressInfo } from 'node:net';
import { pipeline, Transform } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function prepare(question: Buffer) {
  await wait(100);
  const dots = Buffer.alloc(16 * 2 ** 20, '.');
  return Buffer.concat([question, dots]);
}

const server = net.createServer(
  { allowHalfOpen: true },
  (socket) => {
    const parts: Buffer[] = [];
    socket.on('error', (error) => {
      console.log(error.message);
    });
    pipeline(
      socket,
      new Transform({
        transform(chunk, _encoding, done) {
          parts.push(chunk);
          done();
        },
        flush(done) {
          prepare(Buffer.concat(parts)).then(
            (answer) => done(null, answer),
            done,
          );
        },
      }),
      socket,
      // The socket gets the same error, and prints it.
      () => {},
    );
  },
);

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
