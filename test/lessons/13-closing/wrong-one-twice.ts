// Wrong: leaves twice, and takes somebody along.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const members: { socket: net.Socket; name: string }[] = [];

function answer(socket: net.Socket, line: string) {
  if (line === 'WHO') {
    return members
      .map(({ name }) => name)
      .sort()
      .join();
  }
  members.push({ socket, name: line.slice(5) });
  return 'OK';
}

function leave(leaving: net.Socket) {
  const place = members.findIndex(
    ({ socket }) => socket === leaving,
  );
  members.splice(place, 1);
}

const server = net.createServer((socket) => {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      socket.write(`${answer(socket, line)}\n`);
    }
  });
  socket.on('end', () => leave(socket));
  socket.on('close', () => leave(socket));
  socket.on('error', () => {});
});
server.listen(PORT, HOST);
