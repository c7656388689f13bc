// Right: pipes through a Transform that fails on too much.
import net from 'node:net';
import { Transform } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const LIMIT = 1024 * 1024;

function frame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

function turnFrames() {
  let rest = Buffer.alloc(0);
  return new Transform({
    transform(chunk, _encoding, done) {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 4) {
        const end = 4 + rest.readUInt32BE(0);
        if (end > 4 + LIMIT) {
          done(new Error('too large'));
          return;
        }
        if (rest.length < end) break;
        this.push(frame(rest.subarray(4, end).reverse()));
        rest = rest.subarray(end);
      }
      done();
    },
  });
}

const server = net.createServer((socket) => {
  socket.on('error', () => {});
  const turn = turnFrames();
  socket.pipe(turn);
  turn.on('data', (bytes) => socket.write(bytes));
  turn.on('error', () => socket.destroySoon());
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
