// Wrong: clears the rest after each answer.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  socket.setEncoding('utf8');

  let rest = '';
  socket.on('data', (text) => {
    rest += text;
    if (!rest.includes('\n')) return;
    const lines = rest.split(/\r?\n/).slice(0, -1);
    for (const line of lines) {
      socket.write(`You said "${line.toUpperCase()}"\n`);
    }
    rest = '';
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
