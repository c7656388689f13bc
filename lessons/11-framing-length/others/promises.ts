// Reads a connection like a file.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const LIMIT = 1024 * 1024;

function frame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

class Reader {
  #socket: net.Socket;
  #rest: Buffer = Buffer.alloc(0);
  #chunks: AsyncIterator<Buffer>;

  constructor(socket: net.Socket) {
    this.#socket = socket;
    this.#chunks = socket[Symbol.asyncIterator]();
  }

  async read(length: number): Promise<Buffer | null> {
    while (this.#rest.length < length) {
      const { value, done } = await this.#chunks.next();
      if (done) return null;
      this.#rest = Buffer.concat([this.#rest, value]);
    }
    const bytes = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return bytes;
  }

  close() {
    this.#socket.destroySoon();
  }
}

async function serve(socket: net.Socket) {
  const reader = new Reader(socket);
  for (;;) {
    const header = await reader.read(4);
    if (!header) break;
    const length = header.readUInt32BE();
    if (length > LIMIT) break;
    const body = await reader.read(length);
    if (!body) break;
    socket.write(frame(Buffer.from(body).reverse()));
  }
  reader.close();
}

const server = net.createServer((socket) => {
  socket.on('error', (error) => console.log(error.message));
  serve(socket).catch(() => socket.destroy());
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
