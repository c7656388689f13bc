// Wrong: one reader for everybody.
import net from 'node:net';
import readline from 'node:readline';
import { PassThrough } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const lines = new PassThrough();
let last: net.Socket;
const reader = readline.createInterface({
  input: lines,
  crlfDelay: Infinity,
});
reader.on('line', (line) => {
  last.write(`You said "${line.toUpperCase()}"\n`);
});

const server = net.createServer((socket) => {
  socket.on('data', (data) => {
    last = socket;
    lines.write(data);
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
