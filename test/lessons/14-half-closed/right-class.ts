// Right: one object a connection.
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function prepare(question: Buffer) {
  await wait(100);
  const dots = Buffer.alloc(16 * 2 ** 20, '.');
  return Buffer.concat([question, dots]);
}

class Conversation {
  readonly #socket: net.Socket;
  readonly #chunks: Buffer[] = [];

  constructor(socket: net.Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#chunks.push(chunk));
    socket.on('end', () => void this.#answer());
    socket.on('error', () => socket.destroy());
  }

  async #answer() {
    const question = Buffer.concat(this.#chunks);
    this.#socket.end(await prepare(question));
  }
}

net
  .createServer({ allowHalfOpen: true }, (socket) => {
    new Conversation(socket);
  })
  .listen(PORT, HOST);
