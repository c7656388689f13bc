// Wrong: waits for read(0) to bring something.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const LIMIT = 1024 * 1024;

function frame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

const server = net.createServer((socket) => {
  let length: number | null = null;

  socket.on('readable', () => {
    for (;;) {
      if (length === null) {
        const header: Buffer | null = socket.read(4);
        if (header === null) return;
        length = header.readUInt32BE();
        if (length > LIMIT) {
          socket.destroySoon();
          return;
        }
      }
      const body: Buffer | null = socket.read(length);
      if (body === null) return;
      length = null;
      socket.write(frame(Buffer.from(body).reverse()));
    }
  });
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
