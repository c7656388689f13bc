// Says hello to each client, and prints its address.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region server
const server = net.createServer((socket) => {
  console.log(`CONNECTED: ${socket.remoteAddress}`);
  socket.on('error', (error) => console.log(error.message));
  socket.resume();
  socket.end('hello');
});
// #endregion server

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
