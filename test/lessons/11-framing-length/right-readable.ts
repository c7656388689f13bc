// Right: reads a header, and then as many bytes.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

function frame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}
const server = net.createServer((socket) => {
  let length = -1;
  socket.on('error', () => {});
  socket.on('readable', () => {
    for (;;) {
      if (length < 0) {
        const head: Buffer | null = socket.read(4);
        if (!head) return;
        if (head.length < 4) return;
        length = head.readUInt32BE(0);
        if (length > 1 << 20) {
          socket.destroySoon();
          return;
        }
        if (length === 0) {
          socket.write(frame(Buffer.alloc(0)));
          length = -1;
          continue;
        }
      }
      const body: Buffer | null = socket.read(length);
      if (!body) return;
      socket.write(frame(body.reverse()));
      length = -1;
    }
  });
});
server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
