// A server that counts what it is given, in bytes.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  // #region total
  let total = 0;

  socket.on('data', (chunk) => {
    total += chunk.length;
  });

  socket.on('end', () => {
    socket.end(`total ${total}\n`);
  });
  // #endregion total

  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
