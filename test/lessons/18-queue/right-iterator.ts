// It takes its connections from an iterator, and its ends from promises.
import { on } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { finished } from 'node:stream/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const MAX = Number(process.env.MAX ?? 3);

let inside = 0;
const server = net.createServer();

async function letIn(socket: net.Socket) {
  inside += 1;
  socket.write('welcome\n');
  await finished(socket).catch((error) => {
    console.log(error.message);
  });
  inside -= 1;
}

async function meet() {
  for await (const [socket] of on(server, 'connection')) {
    socket.on('error', () => {}).resume();
    if (inside < MAX) letIn(socket);
    else socket.end('busy\n');
  }
}
meet();

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
