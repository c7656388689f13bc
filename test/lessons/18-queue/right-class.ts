// A class that handles each event by its method.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const MAX = Number(process.env.MAX ?? 3);

class Door extends net.Server {
  readonly #inside: net.Socket[] = [];

  constructor() {
    super();
    this.on('connection', (socket) => this.#meet(socket));
  }

  #meet(socket: net.Socket) {
    socket.setEncoding('utf8');
    socket.on('data', () => undefined);
    socket.on('error', () => {});
    if (this.#inside.length < MAX) this.#letIn(socket);
    else socket.end('busy\n');
  }

  #letIn(socket: net.Socket) {
    this.#inside.push(socket);
    socket.on('close', () => {
      this.#inside.splice(this.#inside.indexOf(socket), 1);
    });
    socket.write('welcome\n');
  }
}

const server = new Door();

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
