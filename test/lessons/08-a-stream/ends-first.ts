// Wrong: ends its side first, and answers then.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const server = net.createServer(
  { allowHalfOpen: true },
  (socket) => {
    let n = 0;
    socket.on('data', (c) => {
      n += c.length;
    });
    socket.on('end', () => socket.end());
    socket.on('finish', () => socket.write(`total ${n}\n`));
    socket.on('error', () => {});
  },
);
server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
