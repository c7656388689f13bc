// Right: in latin1 a byte is a character.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let total = 0;
  socket.setEncoding('latin1');
  socket.on('data', (text) => {
    total += text.length;
  });
  socket.on('end', () => {
    socket.end(`total ${total}\n`);
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
