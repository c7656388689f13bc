// Wrong: a colon and a capital that nobody asked for.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const server = net.createServer((socket) => {
  let n = 0;
  socket.on('data', (c) => {
    n += c.length;
  });
  socket.on('end', () => socket.end(`Total: ${n}\n`));
});
server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
