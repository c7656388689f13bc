// Shows all that a server learns of a silent client.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region witness
const server = net.createServer((socket) => {
  socket.on('data', (chunk) =>
    console.log(`data: ${chunk}`),
  );
  socket.on('end', () => console.log('end'));
  socket.on('error', (error) => console.log(error.message));
  socket.on('close', () => console.log('close'));

  socket.setTimeout(500);
  socket.once('timeout', () => {
    console.log('timeout');
    socket.write('are you there?', (error) => {
      console.log(error ? error.message : 'written');
      console.log(`the socket is ${socket.readyState}`);
    });
  });
});
// #endregion witness

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
