// A set of those that are in, in place of a count.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const MAX = Number(process.env.MAX ?? 3);

const inside = new Set<net.Socket>();

const server = net.createServer((socket) => {
  const hasRoom = inside.size < MAX;
  if (hasRoom) inside.add(socket);
  socket.on('error', (error) => console.log(error.message));
  socket.on('close', () => inside.delete(socket));
  socket.on('data', () => {});
  if (hasRoom) socket.write('welcome\n');
  else socket.end('busy\n');
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
