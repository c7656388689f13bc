// A class for a member, which keeps all that is its own.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const LIMIT = 2 ** 20;

class Member {
  static readonly #all = new Set<Member>();
  readonly #socket: net.Socket;
  #name: string | null = null;
  #rest = '';

  constructor(socket: net.Socket) {
    this.#socket = socket.setEncoding('utf8');
    socket.on('data', (chunk) => this.#read(String(chunk)));
    socket.on('close', () => this.#leave());
    socket.on('error', (error) =>
      console.log(error.message),
    );
  }

  #read(chunk: string) {
    const [first = '', ...lines] = chunk.split('\n');
    this.#rest += first;
    for (const line of lines) {
      this.#hear(this.#rest);
      this.#rest = line;
    }
  }

  #hear(line: string) {
    if (this.#name !== null) {
      this.#tellOthers(`${this.#name}: ${line}`);
      return;
    }
    this.#name = line;
    Member.#all.add(this);
    this.#tellOthers(`* ${line} joined`);
  }

  #leave() {
    if (!Member.#all.delete(this)) return;
    this.#tellOthers(`* ${this.#name} left`);
  }

  #tellOthers(text: string) {
    for (const member of Member.#all) {
      if (member !== this) member.#take(text);
    }
  }

  #take(text: string) {
    this.#socket.write(`${text}\n`);
    if (this.#socket.writableLength <= LIMIT) return;
    this.#socket.destroy();
  }
}

const server = net.createServer((socket) => {
  new Member(socket);
});

server.on('listening', () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
server.listen(PORT, HOST);
