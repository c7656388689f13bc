// Each client is an object.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

class Visitor {
  readonly sock: net.Socket;
  readonly address: string;
  readonly port: number;

  constructor(sock: net.Socket) {
    this.sock = sock;
    this.address = sock.remoteAddress ?? '?';
    this.port = sock.remotePort ?? 0;
    console.log(`CONNECTED: ${this.address}:${this.port}`);
    sock.on('data', (data) => this.answer(data));
    sock.once('close', () => this.leave());
  }

  answer(data: Buffer) {
    const said = new TextDecoder().decode(data);
    console.log(`DATA ${this.address}: ${said}`);
    this.sock.write(`You said "${said.toUpperCase()}"`);
  }

  leave() {
    console.log(`CLOSED: ${this.address} ${this.port}`);
  }
}

const server = new net.Server();
server.on('connection', (sock) => new Visitor(sock));
server.on('listening', () =>
  console.log(`Server listening on ${HOST}:${PORT}`),
);
server.listen(PORT, HOST);
