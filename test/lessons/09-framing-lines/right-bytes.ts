// Right: looks for newlines among the bytes.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  const line: number[] = [];
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    for (const byte of chunk) {
      if (byte !== 10) {
        line.push(byte);
        continue;
      }
      if (line.at(-1) === 13) line.pop();
      socket.write(
        'You said "' +
          Buffer.from(line).toString().toUpperCase() +
          '"\n',
      );
      line.length = 0;
    }
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
