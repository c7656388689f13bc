// Wrong: one total for all.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

let total = 0;
const server = net.createServer((socket) => {
  socket.on('data', (chunk) => {
    total += chunk.length;
  });
  socket.on('end', () => {
    socket.end(`total ${total}\n`);
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
