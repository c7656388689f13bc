// Right: readable and read, pieces in a list.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let pieces: Buffer[] = [];
  socket.on('readable', () => {
    let chunk: Buffer | null = socket.read();
    while (chunk !== null) {
      let at = chunk.indexOf('\n');
      while (at >= 0) {
        const whole = [...pieces, chunk.subarray(0, at)];
        const text = Buffer.concat(whole).toString();
        const line = text.replace(/\r$/, '');
        socket.write(`You said "${line.toUpperCase()}"\n`);
        pieces = [];
        chunk = chunk.subarray(at + 1);
        at = chunk.indexOf('\n');
      }
      pieces.push(chunk);
      chunk = socket.read();
    }
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
