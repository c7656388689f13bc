// Wrong: says why it refuses, in a frame.
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
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4) {
      const length = rest.readUInt32BE(0);
      if (length > 1048576) {
        socket.removeAllListeners('data');
        socket.resume();
        return socket.end(frame(Buffer.from('too long')));
      }
      if (rest.length < 4 + length) return;
      const body = rest.subarray(4, 4 + length);
      rest = rest.subarray(4 + length);
      socket.write(frame(body.reverse()));
    }
  });
});
server.listen(PORT, HOST, () => {
  const at = server.address() as net.AddressInfo;
  console.log(
    `Server listening on ${at.address}:${at.port}`,
  );
});
