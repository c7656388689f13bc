// A second timer for each peer, refreshed by what is heard.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const BEAT = Number(process.env.BEAT ?? 1000);
const IDLE = Number(process.env.IDLE ?? 3000);

const server = net.createServer((socket) => {
  const beat = setInterval(
    () => socket.write('ping\n'),
    BEAT,
  );
  const idle = setTimeout(() => socket.destroy(), IDLE);
  socket.on('data', () => idle.refresh());
  socket.on('close', () => {
    clearInterval(beat);
    clearTimeout(idle);
  });
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
