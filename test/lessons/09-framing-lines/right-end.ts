// Right: answers what is left at the end.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let rest = '';
  socket.setEncoding('utf8');

  function answer(line: string) {
    socket.write(`You said "${line.toUpperCase()}"\n`);
  }

  socket.on('data', (text) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    lines.forEach(answer);
  });
  socket.on('end', () => {
    if (rest !== '') answer(rest);
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
