// A server that answers every line, and only whole lines.
import net from 'node:net';
import { inspect } from 'node:util';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region lines
const server = net.createServer((socket) => {
  let rest = '';
  socket.setEncoding('utf8');

  socket.on('data', (text) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      console.log(`LINE: ${inspect(line)}`);
      socket.write(`You said "${line.toUpperCase()}"\n`);
    }
  });
});
// #endregion lines

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
