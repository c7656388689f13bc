// Wrong: answers the first line, drops the others.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  socket.setEncoding('utf8');

  let rest = '';
  socket.on('data', (text) => {
    rest += text;
    if (!rest.includes('\n')) return;
    const [line = ''] = rest.split(/\r?\n/);
    socket.write(`You said "${line.toUpperCase()}"\n`);
    rest = rest.slice(rest.lastIndexOf('\n') + 1);
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
