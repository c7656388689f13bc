// Hangs up on each client that is silent for half a second.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region strict
const server = net.createServer((socket) => {
  socket.on('data', (chunk) =>
    console.log(`data: ${chunk}`),
  );
  socket.setTimeout(500, () => {
    console.log('timeout');
    socket.destroy();
  });
  socket.on('error', (error) => console.log(error.message));
});
// #endregion strict

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
