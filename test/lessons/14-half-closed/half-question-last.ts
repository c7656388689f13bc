// Wrong: keeps the last chunk only.
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
    let question = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      question = chunk;
    });
    socket.on('end', async () => {
      socket.end(await prepare(question));
    });
    socket.on('error', (error) =>
      console.log(error.message),
    );
  },
);

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
