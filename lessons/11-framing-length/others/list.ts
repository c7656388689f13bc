// Keeps the chunks in a list, and joins them late.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const LIMIT = 1024 * 1024;

function frame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

const server = net.createServer((socket) => {
  let chunks: Buffer[] = [];
  let size = 0;
  let wanted: number | null = null;

  function take(length: number): Buffer {
    const all = Buffer.concat(chunks);
    chunks = [all.subarray(length)];
    size -= length;
    return all.subarray(0, length);
  }

  socket.on('data', (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    for (;;) {
      if (wanted === null) {
        if (size < 4) return;
        wanted = take(4).readUInt32BE();
        if (wanted > LIMIT) {
          socket.destroySoon();
          return;
        }
      }
      if (size < wanted) return;
      socket.write(
        frame(Buffer.from(take(wanted)).reverse()),
      );
      wanted = null;
    }
  });
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
