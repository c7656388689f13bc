// A loop for each client, and finally a free place.
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const MAX = Number(process.env.MAX ?? 3);

let inside = 0;

async function serve(socket: net.Socket) {
  const isIn = inside < MAX;
  if (isIn) inside += 1;
  socket.on('error', (error) => console.log(error.message));
  try {
    if (isIn) socket.write('welcome\n');
    else socket.end('busy\n');
    for await (const _ of socket);
  } finally {
    if (isIn) inside -= 1;
  }
}

const server = net.createServer((socket) => {
  serve(socket).catch((error) =>
    console.log(error.message),
  );
});
server.listen(PORT, HOST);
await once(server, 'listening');
const { address, port } = server.address() as AddressInfo;
console.log(`Server listening on ${address}:${port}`);
