// Wrong: decodes each chunk by itself.
import net, { type AddressInfo } from 'node:net';
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
    let text = '';
    socket
      .on('data', (d) => {
        text += d;
      })
      .on('error', () => {});
    socket.once('end', async () => {
      socket.end(await prepare(Buffer.from(text)));
    });
  },
);

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
