// Members that know their club.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

class Member {
  name = '';
  readonly #socket: net.Socket;
  readonly #club: Club;
  #rest = '';

  constructor(socket: net.Socket, club: Club) {
    this.#socket = socket;
    this.#club = club;
    socket.setEncoding('utf8');
    socket.on('data', (text) => this.#read(String(text)));
    socket.on('error', ({ message }) => {
      console.log(`gone: ${message}`);
    });
    socket.on('close', () => club.leave(this));
  }

  #read(text: string) {
    this.#rest += text;
    for (;;) {
      const end = this.#rest.indexOf('\n');
      if (end < 0) return;
      this.#obey(this.#rest.slice(0, end));
      this.#rest = this.#rest.slice(end + 1);
    }
  }

  #obey(line: string) {
    if (line === 'WHO') {
      this.#socket.write(`${this.#club.names().join()}\n`);
      return;
    }
    this.name = line.slice(5);
    this.#club.join(this);
    this.#socket.write('OK\n');
  }
}

class Club {
  readonly #members: Member[] = [];

  join(member: Member) {
    if (!this.#members.includes(member)) {
      this.#members.push(member);
    }
  }

  leave(member: Member) {
    const place = this.#members.indexOf(member);
    if (place >= 0) this.#members.splice(place, 1);
  }

  names() {
    return this.#members.map(({ name }) => name).sort();
  }
}

const club = new Club();
const server = net.createServer((socket) => {
  new Member(socket, club);
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
