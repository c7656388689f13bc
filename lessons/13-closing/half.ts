// It listens to the end, then answers.
import net, { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function prepare(question: Buffer) {
  await wait(20);
  const dots = Buffer.alloc(16 * 2 ** 20, '.');
  return Buffer.concat([question, dots]);
}

// #region half
const server = net.createServer((socket) => {
  // TODO: take in all that comes, up to the client's FIN;
  // then await prepare(), and let the whole answer arrive
  socket.once('data', async (chunk) => {
    socket.write(await prepare(chunk));
    socket.destroy();
  });
});
// #endregion half

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
