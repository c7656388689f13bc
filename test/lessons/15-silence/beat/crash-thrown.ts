// A reset is thrown out of the loop.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const BEAT = Number(process.env.BEAT ?? 1000);
const IDLE = Number(process.env.IDLE ?? 3000);

const server = net.createServer((socket) => {
  let lastHeard = performance.now();
  const beat = setInterval(() => {
    if (performance.now() - lastHeard >= IDLE)
      socket.destroy();
    else socket.write('ping\n');
  }, BEAT);
  socket.on('close', () => clearInterval(beat));
  const read = async () => {
    for await (const _chunk of socket) {
      lastHeard = performance.now();
    }
  };
  read().then(() => console.log('end'));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
