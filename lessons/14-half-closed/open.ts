// The same, but its own direction stays open.
import net, { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function prepare(question: Buffer) {
  await wait(100);
  return `You said "${question.toString().toUpperCase()}"`;
}

// #region open
const options = { allowHalfOpen: true };

const server = net.createServer(options, (socket) => {
  // #endregion open
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
  const answer = await prepare(question);
  socket.write(answer, (error) => {
    console.log(error ? error.message : 'sent');
  });
  socket.end();
}

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
