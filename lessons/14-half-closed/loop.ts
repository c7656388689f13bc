// The same, but it reads with a loop.
import net, { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function prepare(question: Buffer) {
  await wait(100);
  return `You said "${question.toString().toUpperCase()}"`;
}

const options = { allowHalfOpen: true };

const server = net.createServer(options, (socket) => {
  socket.on('error', (error: NodeJS.ErrnoException) => {
    console.log(`error: ${error.code}`);
  });
  reply(socket).catch((error) => socket.destroy(error));
});

// #region loop
async function reply(socket: net.Socket) {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);

  const question = Buffer.concat(chunks);
  socket.end(await prepare(question));
}
// #endregion loop

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
