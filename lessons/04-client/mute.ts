// A server that hangs up without an answer.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  // #region answer
  socket.on('data', () => {
    socket.end();
  });
  // #endregion answer
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
