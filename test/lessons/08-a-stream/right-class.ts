// Right: a class, a server of its own kind.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

class Counter {
  #total = 0;
  readonly #socket: net.Socket;
  constructor(socket: net.Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.add(chunk));
    socket.on('end', () => this.answer());
  }
  add(chunk: Buffer) {
    this.#total += chunk.length;
  }
  answer() {
    this.#socket.end(`total ${this.#total}\n`);
  }
}
const server = net.createServer();
server.on('connection', (socket) => new Counter(socket));

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
