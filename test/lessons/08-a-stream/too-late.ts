// Wrong: answers a little after the end.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let total = 0;
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    total += chunk.length;
  });
  socket.on('end', () =>
    setTimeout(() => socket.end(`total ${total}\n`), 10),
  );
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
