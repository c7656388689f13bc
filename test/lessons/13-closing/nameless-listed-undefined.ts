// Wrong: who has not said a name yet is on the list.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const members = new Map<net.Socket, string | undefined>();

function answer(socket: net.Socket, line: string) {
  if (line === 'WHO') {
    return [...members.values()]
      .map(String)
      .sort()
      .join(',');
  }
  members.set(socket, line.slice('NAME '.length));
  return 'OK';
}

const server = net.createServer((socket) => {
  members.set(socket, undefined);
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      socket.write(`${answer(socket, line)}\n`);
    }
  });
  socket.on('close', () => members.delete(socket));
  socket.on('error', () => {});
});
server.listen(PORT, HOST);
