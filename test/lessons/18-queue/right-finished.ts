// It waits for each socket's end with finished().

import net, { type AddressInfo } from 'node:net';
import { finished } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const MAX = Number(process.env.MAX ?? 3);

let inside = 0;

const server = net.createServer((socket) => {
  socket.resume();
  if (inside >= MAX) {
    socket.on('error', () => {});
    socket.end('busy\n');
    return;
  }
  inside += 1;
  finished(socket, (error) => {
    if (error) console.log(error.message);
    inside -= 1;
  });
  socket.write('welcome\n');
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
