// Right: half-open by a property, and `destroySoon`.
import net, { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function prepare(question: Buffer) {
  await wait(100);
  const dots = Buffer.alloc(16 * 2 ** 20, '.');
  return Buffer.concat([question, dots]);
}

const server = net.createServer((socket) => {
  socket.allowHalfOpen = true;
  const parts: Buffer[] = [];
  socket
    .on('data', (d) => parts.push(d))
    .on('error', () => {});
  socket.on('end', async () => {
    socket.write(await prepare(Buffer.concat(parts)));
    socket.destroySoon();
  });
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
