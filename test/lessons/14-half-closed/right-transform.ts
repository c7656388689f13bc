// Right: a Transform whose flush is the answer.
import net, { type AddressInfo } from 'node:net';
import { pipeline, Transform } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function prepare(question: Buffer) {
  await wait(20);
  const dots = Buffer.alloc(16 * 2 ** 20, '.');
  return Buffer.concat([question, dots]);
}

const server = net.createServer(
  { allowHalfOpen: true },
  (socket) => {
    const parts: Buffer[] = [];
    pipeline(
      socket,
      new Transform({
        transform(chunk, _e, done) {
          parts.push(chunk);
          done();
        },
        flush(done) {
          prepare(Buffer.concat(parts)).then(
            (a) => done(null, a),
            done,
          );
        },
      }),
      socket,
      (e) => {
        if (e) console.log(e.message);
      },
    );
  },
);

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
