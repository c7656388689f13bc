// It reads to the end, then it answers.
import net, { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function prepare(question: Buffer) {
  await wait(100);
  const dots = Buffer.alloc(16 * 2 ** 20, '.');
  return Buffer.concat([question, dots]);
}

// #region half
const options = { allowHalfOpen: true };

const server = net.createServer(options, (socket) => {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('end', () => {
    reply(socket, Buffer.concat(chunks)).catch((error) => {
      socket.destroy(error);
    });
  });
  socket.on('error', (error) => console.log(error.message));
});

async function reply(socket: net.Socket, question: Buffer) {
  socket.end(await prepare(question));
}
// #endregion half

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
