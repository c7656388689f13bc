// Wrong: `buffer` is a loop, and destroys what it has read.
import net, { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
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
  async (socket) => {
    socket.on('error', (e) => console.log(e.message));
    socket.end(await prepare(await buffer(socket)));
  },
);

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
