// It keeps the sockets of those that have left.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const MAX = Number(process.env.MAX ?? 3);

const inside: net.Socket[] = [];

const server = net.createServer((socket) => {
  socket.on('error', (error) => console.log(error.message));
  socket.resume();
  if (inside.length >= MAX) {
    socket.end('busy\n');
    return;
  }
  inside.push(socket);
  socket.write('welcome\n');
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
