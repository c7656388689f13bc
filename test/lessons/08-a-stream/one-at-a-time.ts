// Wrong: counts one client to its end, and only then the next.
import { on, once } from 'node:events';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer();
server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});

for await (const [socket] of on(server, 'connection')) {
  let total = 0;
  socket.on('data', (chunk: Buffer) => {
    total += chunk.length;
  });
  socket.on('end', () => socket.end(`total ${total}\n`));
  await once(socket, 'close');
}
