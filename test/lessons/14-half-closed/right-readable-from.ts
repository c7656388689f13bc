// Right: paused until it is ready, and the answer as a stream.
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function prepare(question: Buffer) {
  await wait(100);
  const dots = Buffer.alloc(16 * 2 ** 20, '.');
  return Buffer.concat([question, dots]);
}

const server = net.createServer(
  { allowHalfOpen: true, pauseOnConnect: true },
  async (socket) => {
    let question = Buffer.alloc(0);
    socket.on('data', (d) => {
      question = Buffer.concat([question, d]);
    });
    socket.resume();
    await once(socket, 'end');
    Readable.from([await prepare(question)]).pipe(socket);
  },
);

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
