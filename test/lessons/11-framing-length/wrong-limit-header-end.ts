// Wrong: counts the header in, and ends a second before it gives up.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const LIMIT = 1_048_576;

function frame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

const server = net.createServer((socket) => {
  let rest: Buffer = Buffer.alloc(0);

  const onData = (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4) {
      const size = 4 + rest.readUInt32BE(0);
      if (size > LIMIT) {
        console.log(`REFUSED: ${size}`);
        socket.off('data', onData);
        socket.resume();
        socket.end();
        const late = setTimeout(
          () => socket.destroy(),
          1000,
        );
        socket.once('close', () => clearTimeout(late));
        return;
      }
      if (rest.length < size) return;
      const body = rest.subarray(4, size);
      rest = rest.subarray(size);
      socket.write(frame(Buffer.from(body).reverse()));
    }
  };

  socket.on('data', onData);
  socket.on('error', ({ message }) => console.log(message));
  socket.on('close', () => console.log('CLOSED'));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
