// A server that says busy, and cuts the connection.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region cut
const server = net.createServer((socket) => {
  socket.on('error', (error) => console.log(error.message));
  socket.write('busy\n');
  socket.resetAndDestroy();
});
// #endregion cut

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
