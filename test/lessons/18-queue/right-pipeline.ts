// It pours what clients say away.

import net, { type AddressInfo } from 'node:net';
import { pipeline, Writable } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const MAX = Number(process.env.MAX ?? 3);

let inside = 0;

const server = net.createServer((socket) => {
  const isFull = inside >= MAX;
  if (!isFull) inside += 1;
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => done(),
  });
  pipeline(socket, nowhere, (error) => {
    if (error) console.log(error.message);
    if (!isFull) inside -= 1;
  });
  if (isFull) socket.end('busy\n');
  else socket.write('welcome\n');
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
