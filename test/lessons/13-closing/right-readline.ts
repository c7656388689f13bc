// Right: readline cuts the lines, close strikes off.
import net from 'node:net';
import { createInterface } from 'node:readline';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const members = new Map<net.Socket, string>();

function answer(socket: net.Socket, line: string) {
  if (line === 'WHO') {
    return [...members.values()].sort().join(',');
  }
  members.set(socket, line.slice('NAME '.length));
  return 'OK';
}

const server = net.createServer((socket) => {
  const lines = createInterface({ input: socket });
  lines.on('line', (line) => {
    socket.write(`${answer(socket, line)}\n`);
  });
  lines.on('error', () => {});
  socket.on('error', () => {});
  socket.once('close', () => members.delete(socket));
});
server.listen(PORT, HOST);
