// It counts those at the door, too.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const MAX = Number(process.env.MAX ?? 3);

const sockets = new Set<net.Socket>();

const server = net.createServer((socket) => {
  sockets.add(socket);
  socket.on('error', (error) => console.log(error.message));
  socket.on('close', () => sockets.delete(socket));
  socket.resume();
  if (sockets.size > MAX) socket.end('busy\n');
  else socket.write('welcome\n');
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
