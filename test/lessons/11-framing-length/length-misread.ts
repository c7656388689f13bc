// Wrong: takes the last byte of the header for all of it.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

function frame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}
const server = net.createServer((socket) => {
  let rest = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (c) => {
    rest = Buffer.concat([rest, c]);
    while (rest.length >= 4) {
      const n = rest[3] ?? 0;
      if (n > 2 ** 20) {
        socket.destroySoon();
        return;
      }
      if (rest.length < 4 + n) return;
      socket.write(
        frame(rest.subarray(4, 4 + n).reverse()),
      );
      rest = rest.subarray(4 + n);
    }
  });
});
server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
