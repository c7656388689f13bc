// A generator in a pipeline.
import net, { type AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const LIMIT = 1024 * 1024;

function frame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

async function* turn(source: AsyncIterable<Buffer>) {
  let rest = Buffer.alloc(0);
  for await (const chunk of source) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4) {
      const length = rest.readUInt32BE();
      // Ends the answers, and with them the connection.
      if (length > LIMIT) return;
      if (rest.length < length + 4) break;
      yield frame(rest.subarray(4, length + 4).reverse());
      rest = rest.subarray(length + 4);
    }
  }
}

const server = net.createServer((socket) => {
  socket.on('error', (error) => console.log(error.message));
  // The socket gets the same error, and prints it.
  pipeline(socket, turn, socket, () => {});
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
