// It waits for the end, and doesn't read.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region unread
const server = net.createServer((socket) => {
  socket.on('end', () => socket.end('bye'));
  socket.on('error', (error) => console.log(error.message));
  socket.on('close', () => console.log('close'));
});
// #endregion unread

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
