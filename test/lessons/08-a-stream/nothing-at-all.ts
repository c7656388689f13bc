// Wrong: has no total before the first chunk.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let total: number | undefined;
  socket.on('data', (chunk) => {
    total = (total ?? 0) + chunk.length;
  });
  socket.on('end', () => {
    socket.end(`total ${total}\n`);
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
