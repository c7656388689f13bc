// One interval for all peers, and when each was heard.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const BEAT = Number(process.env.BEAT ?? 1000);
const IDLE = Number(process.env.IDLE ?? 3000);

const heard = new Map<net.Socket, number>();

setInterval(() => {
  for (const [socket, time] of heard) {
    if (performance.now() - time >= IDLE) socket.destroy();
    else socket.write('ping\n');
  }
}, BEAT);

const server = net.createServer((socket) => {
  heard.set(socket, performance.now());
  socket.on('data', () =>
    heard.set(socket, performance.now()),
  );
  socket.on('close', () => heard.delete(socket));
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
