// Wrong: a port that is written into the program.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = 6969;

const server = net.createServer((socket) => {
  let total = 0;
  socket
    .on('data', ({ length }) => {
      total += length;
    })
    .on('end', () => socket.end(`total ${total}\n`));
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
