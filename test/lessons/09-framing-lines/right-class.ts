// Right: a visitor is an object, byte by byte.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

class Visitor {
  readonly socket: net.Socket;
  line: number[] = [];

  constructor(socket: net.Socket) {
    this.socket = socket;
    socket.on('data', (data) => this.hear(data));
    socket.on('end', () => socket.end());
  }

  hear(data: Buffer) {
    for (const byte of data) {
      if (byte === 0x0a) this.answer();
      else this.line.push(byte);
    }
  }

  answer() {
    if (this.line.at(-1) === 0x0d) this.line.pop();
    const line = Buffer.from(this.line).toString('utf8');
    this.line = [];
    this.socket.write('You said "');
    this.socket.write(line.toUpperCase());
    this.socket.write('"\n');
  }
}

const server = new net.Server();
server.on('connection', (socket) => new Visitor(socket));

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
