// Right: a class that finds frames, and answers in one write.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const LIMIT = 1024 * 1024;

function frame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

class TooLarge extends Error {}

class Frames {
  #rest: Buffer = Buffer.alloc(0);

  add(chunk: Buffer) {
    this.#rest = Buffer.concat([this.#rest, chunk]);
  }

  *take(): Generator<Buffer> {
    while (this.#rest.length >= 4) {
      const length = this.#rest.readUInt32BE(0);
      if (length > LIMIT) throw new TooLarge();
      const end = 4 + length;
      if (this.#rest.length < end) return;
      yield this.#rest.subarray(4, end);
      this.#rest = this.#rest.subarray(end);
    }
  }
}

const server = net.createServer((socket) => {
  const frames = new Frames();
  socket.on('data', (chunk) => {
    frames.add(chunk);
    try {
      for (const body of frames.take()) {
        socket.write(frame(Buffer.from(body).reverse()));
      }
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      socket.removeAllListeners('data');
      socket.end();
    }
  });
  socket.on('error', () => socket.destroy());
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
