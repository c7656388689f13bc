// Right: the socket has counted.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  socket
    .resume()
    .on('end', () =>
      socket.end(`total ${socket.bytesRead}\n`),
    )
    .on('error', () => {});
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
