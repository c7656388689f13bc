// A witness: tells all that it learns of a connection.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region witness
const server = net.createServer((socket) => {
  socket.on('data', (data) => {
    console.log(`data: ${data}`);
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
