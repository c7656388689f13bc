// Right: a promise of the end, and the answer later.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const options = { allowHalfOpen: true };
const server = net.createServer(options, (socket) => {
  let total = 0;
  socket.on('data', (chunk) => {
    total += chunk.length;
  });
  const ended = new Promise((resolve) => {
    socket.on('end', resolve);
  });
  ended.then(() =>
    setImmediate(() => socket.end(`total ${total}\n`)),
  );
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
