// A loop that sleeps from beat to beat.

import net, { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const BEAT = Number(process.env.BEAT ?? 1000);
const IDLE = Number(process.env.IDLE ?? 3000);

const server = net.createServer((socket) => {
  let lastHeard = performance.now();
  socket.on('data', () => {
    lastHeard = performance.now();
  });
  keepAsking(socket, () => lastHeard).catch((error) => {
    console.log(error.message);
  });
  socket.on('error', (error) => console.log(error.message));
});

async function keepAsking(
  socket: net.Socket,
  lastHeard: () => number,
) {
  while (!socket.destroyed) {
    await wait(BEAT);
    if (performance.now() - lastHeard() >= IDLE) {
      socket.destroy();
    } else socket.write('ping\n');
  }
}

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
