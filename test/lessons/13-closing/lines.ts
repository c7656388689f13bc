// Wrong: takes every chunk for a line.
import net from 'node:net';

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
  socket.on('data', (data) => {
    socket.write(
      `${answer(socket, String(data).trim())}\n`,
    );
  });
  socket.on('close', () => members.delete(socket));
  socket.on('error', () => {});
});
server.listen(PORT, HOST);
