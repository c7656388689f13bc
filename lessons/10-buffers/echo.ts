// A server that says again what it has understood.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  // #region echo
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    socket.write(text);
  });
  // #endregion echo

  socket.on('error', ({ message }) => {
    console.error(`A client was lost: ${message}`);
  });
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
