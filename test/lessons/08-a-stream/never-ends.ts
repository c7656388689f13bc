// Wrong: leaves its own direction open.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const options = { allowHalfOpen: true };
const server = net.createServer(options, (socket) => {
  let total = 0;
  socket.on('data', (chunk) => {
    total += chunk.length;
  });
  socket.on('end', () => {
    socket.write(`total ${total}\n`);
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
