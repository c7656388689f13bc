// Right: calls itself for the next frame; end and a flag.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const LIMIT = 1024 * 1024;

const server = net.createServer((socket) => {
  let rest = Buffer.alloc(0);
  let isOver = false;

  function next() {
    if (isOver || rest.length < 4) return;
    const b = rest.subarray(0, 4);
    const [b0 = 0, b1 = 0, b2 = 0, b3 = 0] = b;
    const length =
      ((b0 << 24) | (b1 << 16) | (b2 << 8) | b3) >>> 0;
    if (length > LIMIT) {
      isOver = true;
      socket.end();
      return;
    }
    if (rest.length < 4 + length) return;
    const answer = Buffer.alloc(4 + length);
    answer.writeUInt32BE(length);
    for (let i = 0; i < length; i += 1) {
      answer[4 + i] = rest[4 + length - 1 - i] ?? 0;
    }
    rest = rest.subarray(4 + length);
    socket.write(answer);
    next();
  }

  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    next();
  });
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
