// Leaves it to the kernel.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const BEAT = Number(process.env.BEAT ?? 1000);

const server = net.createServer((socket) => {
  socket.setKeepAlive(true, 1000);
  const beat = setInterval(
    () => socket.write('ping\n'),
    BEAT,
  );
  socket.resume();
  socket.on('close', () => clearInterval(beat));
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
