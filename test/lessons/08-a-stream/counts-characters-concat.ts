// Wrong: turns each chunk into text, and counts that.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.on('end', () =>
    socket.end(`total ${text.length}\n`),
  );
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
