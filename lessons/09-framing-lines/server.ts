// A server that takes a chunk for a line.
import net from 'node:net';
import { inspect } from 'node:util';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  // #region answer
  socket.on('data', (data) => {
    const text = data.toString();
    console.log(`DATA: ${inspect(text)}`);
    // TODO: answer every line, and nothing but whole lines
    const line = text.trimEnd();
    socket.write(`You said "${line.toUpperCase()}"\n`);
  });
  // #endregion answer
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
