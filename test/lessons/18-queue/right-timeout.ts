// It closes what is silent for a minute.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const MAX = Number(process.env.MAX ?? 3);

const inside = new Map<string, net.Socket>();

const server = net.createServer((socket) => {
  const name = `${socket.remoteAddress}:${socket.remotePort}`;
  socket.setTimeout(60_000, () => socket.destroy());
  socket.on('error', (error) => console.log(error.message));
  socket.on('data', (chunk) => console.log(chunk.length));
  if (inside.size === MAX) return socket.end('busy\n');
  inside.set(name, socket);
  socket.on('close', () => inside.delete(name));
  return socket.write('welcome\n');
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
