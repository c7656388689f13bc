// Wrong: what is missing of a header counts as 0.
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
  let body = Buffer.alloc(0);
  let length = -1;

  socket.on('data', (chunk) => {
    let rest = chunk;
    do {
      if (length < 0) {
        length = [0, 1, 2, 3].reduce(
          (sum, i) => sum * 256 + (rest[i] ?? 0),
          0,
        );
        if (length > LIMIT) return socket.destroySoon();
        rest = rest.subarray(4);
      }
      const missing = length - body.length;
      body = Buffer.concat([
        body,
        rest.subarray(0, missing),
      ]);
      rest = rest.subarray(missing);
      if (body.length < length) return;
      socket.write(frame(body.reverse()));
      body = Buffer.alloc(0);
      length = -1;
    } while (rest.length > 0);
  });
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
