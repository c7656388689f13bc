// Wrong: takes the length 0 for one not known yet.
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
  let length = 0;

  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      if (!length) {
        if (rest.length < 4) return;
        length = rest.readUInt32BE(0);
        rest = rest.subarray(4);
        if (length > LIMIT) return socket.destroySoon();
      }
      if (!length || rest.length < length) return;
      const body = rest.subarray(0, length);
      rest = rest.subarray(length);
      length = 0;
      socket.write(frame(body.reverse()));
    }
  });
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
