// Wrong: believes in setNoDelay.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('data', (data) => {
    const line = data.toString().trimEnd();
    socket.write(`You said "${line.toUpperCase()}"\n`);
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
