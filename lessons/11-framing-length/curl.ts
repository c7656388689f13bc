// What curl does, for machines without it: it asks an HTTP
// server for a page, and reports an answer without a byte.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const socket = net.connect(PORT, HOST);
socket.write(
  'GET / HTTP/1.1\r\n' +
    `Host: ${HOST}:${PORT}\r\n` +
    'User-Agent: curl\r\n' +
    'Accept: */*\r\n\r\n',
);

let bytes = 0;
socket.on('data', (chunk) => {
  bytes += chunk.length;
});

socket.on('error', ({ message }) => {
  console.error(`curl: (56) Recv failure: ${message}`);
  process.exitCode = 56;
});
socket.on('end', () => {
  if (bytes > 0) return;
  console.error('curl: (52) Empty reply from server');
  process.exitCode = 52;
});
