// Wrong: answers when the socket is closed.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let total = 0;
  socket.on('data', (c) => {
    total += c.length;
  });
  socket.on('close', () => socket.end(`total ${total}\n`));
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
