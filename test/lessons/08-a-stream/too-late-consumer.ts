// Wrong: the whole of it first, and by then Node has ended the socket.
import net from 'node:net';
import { buffer } from 'node:stream/consumers';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer(async (socket) => {
  socket.on('error', () => {});
  const whole = await buffer(socket);
  socket.end(`total ${whole.length}\n`);
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
