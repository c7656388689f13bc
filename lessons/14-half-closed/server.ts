// A server that answers too early, and hangs up too soon.
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
const server = net.createServer((socket) => {
  // TODO: read until the client has ended its side; then
  // await prepare(), send the whole answer, and end
  socket.once('data', (chunk) => {
    reply(socket, chunk).catch((error) => {
      socket.destroy(error);
    });
  });
  socket.on('error', (error) => console.log(error.message));
});

async function reply(socket: net.Socket, question: Buffer) {
  socket.write(await prepare(question));
  socket.destroy();
}
// #endregion half

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
