// A class with its own clock, which reads by `readable`.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const BEAT = Number(process.env.BEAT ?? 1000);
const IDLE = Number(process.env.IDLE ?? 3000);

class Heart {
  #heard = process.hrtime.bigint();
  readonly socket: net.Socket;
  readonly #beat: NodeJS.Timeout;

  constructor(socket: net.Socket) {
    this.socket = socket;
    this.#beat = setInterval(() => this.#tick(), BEAT);
    socket.on('readable', () => {
      while (socket.read() !== null) {
        this.#heard = process.hrtime.bigint();
      }
    });
    socket.on('close', () => clearInterval(this.#beat));
    socket.on('error', (error) =>
      console.log(error.message),
    );
  }

  #tick() {
    const silence = process.hrtime.bigint() - this.#heard;
    if (silence >= BigInt(IDLE) * 1_000_000n) {
      this.socket.destroy(new Error('silent'));
    } else this.socket.write('ping\n');
  }
}

const server = net.createServer((socket) => {
  new Heart(socket);
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
