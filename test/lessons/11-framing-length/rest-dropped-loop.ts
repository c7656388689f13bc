// Wrong: finds all whole frames, drops a broken one.
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
  let rest = Buffer.alloc(0);

  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    let at = 0;
    while (rest.length - at >= 4) {
      const length = rest.readUInt32BE(at);
      if (length > LIMIT) return socket.destroySoon();
      if (rest.length - at < 4 + length) break;
      const body = rest.subarray(at + 4, at + 4 + length);
      socket.write(frame(Buffer.from(body).reverse()));
      at += 4 + length;
    }
    if (at > 0) rest = Buffer.alloc(0);
  });
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
