// A server that answers as soon as the client has ended.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

function answer(question: Buffer) {
  return `You said "${question.toString().toUpperCase()}"`;
}

// #region quick
const server = net.createServer((socket) => {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('end', () => {
    socket.end(answer(Buffer.concat(chunks)));
  });
  socket.on('error', (error) => console.log(error.message));
});
// #endregion quick

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
