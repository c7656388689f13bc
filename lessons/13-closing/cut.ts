// Answers with 16 MiB, and destroys its socket at once.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const dots = Buffer.alloc(16 * 2 ** 20, '.');

const server = net.createServer((socket) => {
  // #region cut
  socket.once('data', () => {
    socket.write(dots);
    socket.destroy();
  });
  // #endregion cut
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
