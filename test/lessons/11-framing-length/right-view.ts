// Right: a DataView, and copies that are turned round.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const LIMIT = 1024 * 1024;

function frame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

function readLength(bytes: Uint8Array): number {
  const { buffer, byteOffset, byteLength } = bytes;
  return new DataView(
    buffer,
    byteOffset,
    byteLength,
  ).getUint32(0);
}

const server = net.createServer((socket) => {
  let rest = new Uint8Array();
  socket.on('data', (chunk) => {
    const joined = new Uint8Array(
      rest.length + chunk.length,
    );
    joined.set(rest);
    joined.set(chunk, rest.length);
    rest = joined;
    while (rest.length >= 4) {
      const length = readLength(rest);
      if (length > LIMIT) return socket.destroySoon();
      if (rest.length < 4 + length) return;
      const body = rest.slice(4, 4 + length);
      rest = rest.slice(4 + length);
      socket.write(frame(body.toReversed()));
    }
  });
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
