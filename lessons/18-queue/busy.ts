// A server that computes for its first client.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region work
let clients = 0;

const server = net.createServer((socket) => {
  socket.on('error', (error) => console.log(error.message));
  socket.resume();
  clients += 1;
  socket.end(clients === 1 ? 'busy\n' : 'welcome\n');
  if (clients === 1) work(2500);
});

server.listen({ port: PORT, host: HOST, backlog: 1 });
// #endregion work

function work(ms: number) {
  console.log('busy');
  const end = performance.now() + ms;
  while (performance.now() < end);
  console.log('free');
}

server.on('listening', () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
