// Wrong: takes a pause for the end.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let total = 0;
  let timer: NodeJS.Timeout | undefined;
  socket.on('data', (chunk) => {
    total += chunk.length;
    clearTimeout(timer);
    timer = setTimeout(
      () => socket.end(`total ${total}\n`),
      30,
    );
  });
  socket.on('end', () => {
    if (timer) {
      clearTimeout(timer);
      socket.end(`total ${total}\n`);
    }
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
