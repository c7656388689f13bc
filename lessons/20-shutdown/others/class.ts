// A class that is an emitter, and says when it is idle.
import { EventEmitter } from 'node:events';
import net from 'node:net';
import readline from 'node:readline';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const BACKEND = Number(process.env.UPSTREAM ?? 7000);
const GRACE = Number(process.env.GRACE ?? 5000);

class Conversation extends EventEmitter {
  #asked = 0;
  #isLeaving = false;
  readonly #socket: net.Socket;

  constructor(socket: net.Socket) {
    super();
    this.#socket = socket;
    socket.on('error', (error) =>
      console.log(error.message),
    );
    socket.on('close', () => this.emit('over'));
    const lines = readline.createInterface(socket);
    lines.on('error', () => lines.close());
    lines.on('line', (line) => {
      if (!this.#isLeaving) this.#ask(line);
    });
  }

  /** Ends the connection as soon as it is idle. */
  leave() {
    this.#isLeaving = true;
    if (this.#asked === 0) this.#socket.end();
    else this.once('idle', () => this.#socket.end());
  }

  #ask(line: string) {
    this.#asked += 1;
    const backend = net.connect(BACKEND, HOST);
    backend.write(`${line}\n`);
    backend.on('data', (chunk) =>
      this.#socket.write(chunk),
    );
    backend.on('error', (error) => {
      console.log(error.message);
      this.#socket.destroy();
    });
    backend.on('close', () => {
      this.#asked -= 1;
      if (this.#asked === 0) this.emit('idle');
    });
  }
}

const all = new Set<Conversation>();
const server = net.createServer((socket) => {
  const conversation = new Conversation(socket);
  all.add(conversation);
  conversation.on('over', () => all.delete(conversation));
});
server.listen(PORT, HOST);

let deadline: NodeJS.Timeout | undefined;
process.on('SIGTERM', () => {
  if (deadline) process.exit(2);
  deadline = setTimeout(() => process.exit(1), GRACE);
  server.close(() => clearTimeout(deadline));
  for (const conversation of all) conversation.leave();
});
