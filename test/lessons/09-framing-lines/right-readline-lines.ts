// Right: `readline` on the socket.
import net from 'node:net';
import { createInterface } from 'node:readline';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer(
  { allowHalfOpen: true },
  (socket) => {
    createInterface({ input: socket, crlfDelay: Infinity })
      .on('line', (l) => {
        socket.write(`You said "${l.toUpperCase()}"\n`);
      })
      .on('close', () => socket.end());
    socket.on('error', () => {});
  },
);

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
