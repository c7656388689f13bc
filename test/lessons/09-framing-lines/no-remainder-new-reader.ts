// Wrong: makes a new line reader for every chunk.
import net from 'node:net';
import readline from 'node:readline';
import { Readable } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  socket.setEncoding('utf8');

  socket.on('data', (text) => {
    const lines = readline.createInterface({
      input: Readable.from([String(text)]),
    });
    lines.on('line', (line) => {
      socket.write(`You said "${line.toUpperCase()}"\n`);
    });
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
