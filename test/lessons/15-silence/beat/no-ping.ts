// Only a timeout: whoever has nothing to say is closed.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const IDLE = Number(process.env.IDLE ?? 3000);

const server = net.createServer((socket) => {
  socket.setTimeout(IDLE, () => socket.destroy());
  socket.resume();
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
