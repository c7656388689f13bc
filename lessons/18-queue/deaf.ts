// A server that speaks, and doesn't listen.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region deaf
const server = net.createServer((socket) => {
  socket.write('welcome\n');
  socket.on('error', (error) => console.log(error.message));
  socket.on('close', () => console.log('close'));
});
// #endregion deaf

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
