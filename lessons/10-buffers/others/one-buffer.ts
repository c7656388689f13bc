// One Buffer for all lines, filled again and again.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

function formatLine(offset: number, bytes: Uint8Array) {
  const pairs = Array.from(bytes, (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  const left = pairs.slice(0, 8).join(' ').padEnd(23);
  const right = pairs.slice(8).join(' ').padEnd(23);
  const start = offset.toString(16).padStart(8, '0');
  const text = Buffer.from(bytes).toString('latin1');
  const shown = text.replace(/[^ -~]/g, '.');
  return `${start}  ${left}  ${right}  |${shown}|\n`;
}

class Dump {
  readonly #socket: net.Socket;
  readonly #line = Buffer.allocUnsafe(16);
  #filled = 0;
  #offset = 0;

  constructor(socket: net.Socket) {
    this.#socket = socket;
    socket.on('data', (data: Buffer) => this.#take(data));
    socket.on('end', () => this.#flush());
    socket.on('error', ({ message }) => {
      console.log(message);
    });
  }

  #take(data: Buffer) {
    let at = 0;
    while (at < data.length) {
      const count = data.copy(this.#line, this.#filled, at);
      at += count;
      this.#filled += count;
      if (this.#filled === 16) this.#flush();
    }
  }

  #flush() {
    if (this.#filled === 0) return;
    const bytes = this.#line.subarray(0, this.#filled);
    this.#socket.write(formatLine(this.#offset, bytes));
    this.#offset += this.#filled;
    this.#filled = 0;
  }
}

const server = net.createServer((socket) => {
  new Dump(socket);
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
