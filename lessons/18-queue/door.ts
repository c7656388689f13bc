// A server with room for a few.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const MAX = Number(process.env.MAX ?? 3);

// #region door
const server = net.createServer((socket) => {
  // TODO: let in MAX clients, and tell the others that
  // there is no room; one that leaves makes room
  socket.on('error', (error) => console.log(error.message));
  socket.write('welcome\n');
});
// #endregion door

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
  console.log(`room for ${MAX}`);
});
