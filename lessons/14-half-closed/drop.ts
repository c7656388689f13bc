// It waits for the end, and throws away what it reads.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  // #region drop
  socket.resume();
  socket.on('end', () => socket.end('bye'));
  // #endregion drop
  socket.on('error', (error) => console.log(error.message));
  socket.on('close', () => console.log('close'));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
