// A server that closes after its first client.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region closes
const server = net.createServer((socket) => {
  socket.on('error', (error) => console.log(error.message));
  socket.resume();
  socket.end('busy\n');
  work(1000);
  server.close();
});
// #endregion closes

function work(ms: number) {
  console.log('busy');
  const end = performance.now() + ms;
  while (performance.now() < end);
  console.log('free');
}

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
