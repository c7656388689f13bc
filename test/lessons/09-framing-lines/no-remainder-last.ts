// Wrong: remembers one chunk.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  socket.setEncoding('utf8');

  let rest = '';
  socket.on('data', (text) => {
    const pieces = String(text).split(/\r?\n/);
    const last = pieces.pop() ?? '';
    if (pieces.length > 0) pieces[0] = rest + pieces[0];
    for (const line of pieces) {
      socket.write(`You said "${line.toUpperCase()}"\n`);
    }
    rest = last;
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
