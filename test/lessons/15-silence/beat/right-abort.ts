// Timers of node:timers/promises, aborted when the socket closes.

import net, { type AddressInfo } from 'node:net';
import { setInterval } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const BEAT = Number(process.env.BEAT ?? 1000);
const IDLE = Number(process.env.IDLE ?? 3000);

const server = net.createServer((socket) => {
  let lastHeard = performance.now();
  socket.on('data', () => {
    lastHeard = performance.now();
  });
  const gone = new AbortController();
  socket.on('close', () => gone.abort());
  const beat = async () => {
    const { signal } = gone;
    for await (const _ of setInterval(BEAT, null, {
      signal,
    })) {
      if (performance.now() - lastHeard >= IDLE) {
        socket.destroy();
        return;
      }
      socket.write('ping\n');
    }
  };
  beat().catch(() => {});
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
