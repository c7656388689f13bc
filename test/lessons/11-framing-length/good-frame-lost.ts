// Wrong: finds all frames first, and answers none of them.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const LIMIT = 1024 * 1024;

function frame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

function parse(bytes: Buffer) {
  const bodies: Buffer[] = [];
  let at = 0;
  while (bytes.length - at >= 4) {
    const length = bytes.readUInt32BE(at);
    if (length > LIMIT) throw new Error('too large');
    if (bytes.length - at < 4 + length) break;
    bodies.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return { bodies, rest: bytes.subarray(at) };
}

const server = net.createServer((socket) => {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    try {
      const found = parse(Buffer.concat([rest, chunk]));
      rest = found.rest;
      for (const body of found.bodies) {
        socket.write(frame(Buffer.from(body).reverse()));
      }
    } catch {
      socket.destroy();
    }
  });
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
