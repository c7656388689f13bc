// Right: allocates a body of the announced, and allowed, size.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const LIMIT = 1024 * 1024;

const server = net.createServer((socket) => {
  const header = Buffer.alloc(4);
  let headerBytes = 0;
  let body: Buffer | null = null;
  let bodyBytes = 0;
  let isRefused = false;

  socket.on('data', (chunk) => {
    let at = 0;
    while (!isRefused) {
      if (body === null) {
        const copied = chunk.copy(header, headerBytes, at);
        headerBytes += copied;
        at += copied;
        if (headerBytes < 4) return;
        const length = header.readUInt32BE();
        if (length > LIMIT) {
          isRefused = true;
          socket.end();
          return;
        }
        body = Buffer.allocUnsafe(length);
        bodyBytes = 0;
      }
      const copied = chunk.copy(body, bodyBytes, at);
      bodyBytes += copied;
      at += copied;
      if (bodyBytes < body.length) return;
      socket.write(Buffer.from(header));
      socket.write(body.reverse());
      body = null;
      headerBytes = 0;
    }
  });
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
