// A server that takes a chunk for a line.
import net, { type AddressInfo } from 'node:net';
import { inspect } from 'node:util';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  // #region answer
  socket.on('data', (chunk) => {
    const text = chunk.toString();
    console.log(`DATA: ${inspect(text)}`);
    // TODO: answer every line, and only whole lines
    const line = text.trimEnd();
    socket.write(`You said "${line.toUpperCase()}"\n`);
  });
  // #endregion answer

  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
