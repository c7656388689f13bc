// Prints every event of a connection.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region witness
const server = net.createServer((socket) => {
  socket.on('data', (chunk) => {
    console.log(`data: ${chunk}`);
    socket.write('noted');
  });
  socket.on('end', () => console.log('end'));
  socket.on('error', (error: NodeJS.ErrnoException) => {
    console.log(`error: ${error.code}`);
  });
  socket.on('close', (hadError) => {
    console.log(`close: ${hadError}`);
  });
});
// #endregion witness

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
