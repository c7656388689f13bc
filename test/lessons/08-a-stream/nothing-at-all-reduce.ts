// Wrong: dies of an empty list.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  const sizes: number[] = [];
  socket.on('data', (chunk) => sizes.push(chunk.length));
  socket.on('end', () => {
    const total = sizes.reduce((a, b) => a + b);
    socket.end(`total ${total}\n`);
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
