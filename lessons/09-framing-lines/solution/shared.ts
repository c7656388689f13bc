// A server that keeps the rest, one for everybody.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region outside
let rest = '';

const server = net.createServer((socket) => {
  socket.on('data', (data) => {
    rest += data;
    // #endregion outside
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      socket.write(`You said "${line.toUpperCase()}"\n`);
    }
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
