// Right: TextDecoder, shift until one is left.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  const decoder = new TextDecoder();
  let pieces = [''];
  socket.on('data', (data) => {
    const text = decoder.decode(data, { stream: true });
    pieces = (pieces.join('') + text).split('\n');
    while (pieces.length > 1) {
      let line = pieces.shift() as string;
      if (line.endsWith('\r')) line = line.slice(0, -1);
      socket.write(`You said "${line.toUpperCase()}"\n`);
    }
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
