// A server that reads chunks as text, and remembers.
import net, { type AddressInfo } from 'node:net';
import { StringDecoder } from 'node:string_decoder';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  // #region data
  const decoder = new StringDecoder('utf8');

  socket.on('data', (chunk) => {
    const text = decoder.write(chunk);
    console.log(`${chunk.toString('hex')} makes "${text}"`);
    socket.write('next');
  });
  // #endregion data

  socket.on('error', ({ message }) => {
    console.error(`A client was lost: ${message}`);
  });
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
