// Wrong: makes a character of every byte.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let line = '';
  socket.on('data', (data) => {
    for (const byte of data) {
      const letter = String.fromCharCode(byte);
      if (letter !== '\n') {
        line += letter;
        continue;
      }
      line = line.replace(/\r$/, '');
      socket.write(`You said "${line.toUpperCase()}"\n`);
      line = '';
    }
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
