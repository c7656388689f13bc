// Right: reads when there is something, and answers in three writes.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let n = 0;
  socket.on('readable', () => {
    let chunk: Buffer | null = socket.read();
    while (chunk !== null) {
      n += chunk.length;
      chunk = socket.read();
    }
  });
  socket.once('end', () => {
    socket.write('total ');
    socket.write(String(n));
    socket.write('\n');
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
