// A server that breaks the connection in mid-answer.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// It answers even those who have said all they will say.
const options = { allowHalfOpen: true };

const server = net.createServer(options, (socket) => {
  // #region answer
  socket.on('data', () => {
    socket.write('You said');
    setTimeout(() => socket.resetAndDestroy(), 200);
  });
  // #endregion answer
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
