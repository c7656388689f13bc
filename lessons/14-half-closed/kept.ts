// The same loop, which leaves the socket alone.
import net, { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function prepare(question: Buffer) {
  await wait(100);
  return `You said "${question.toString().toUpperCase()}"`;
}

const halfOpen = { allowHalfOpen: true };

const server = net.createServer(halfOpen, (socket) => {
  socket.on('error', (error: NodeJS.ErrnoException) => {
    console.log(`error: ${error.code}`);
  });
  reply(socket).catch((error) => socket.destroy(error));
});

// #region kept
async function reply(socket: net.Socket) {
  const chunks: Buffer[] = [];
  const options = { destroyOnReturn: false };
  for await (const chunk of socket.iterator(options)) {
    chunks.push(chunk);
  }

  const question = Buffer.concat(chunks);
  socket.end(await prepare(question));
}
// #endregion kept

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
