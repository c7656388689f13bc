// A consumer of Node collects the question.
import net, { type AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function prepare(question: Buffer) {
  await wait(100);
  const dots = Buffer.alloc(16 * 2 ** 20, '.');
  return Buffer.concat([question, dots]);
}

const options = { allowHalfOpen: true };

const server = net.createServer(options, (socket) => {
  socket.on('error', (error) => console.log(error.message));
  reply(socket).catch((error) => socket.destroy(error));
});

// The consumer destroys what it reads, so it gets a copy.
async function reply(socket: net.Socket) {
  const copy = socket.pipe(new PassThrough());
  socket.end(await prepare(await buffer(copy)));
}

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
