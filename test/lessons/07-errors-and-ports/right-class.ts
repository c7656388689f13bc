// Right: a server that knows its ports.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

function serve(socket: net.Socket) {
  const { remoteAddress, remotePort } = socket;
  console.log(`CONNECTED: ${remoteAddress}:${remotePort}`);

  socket.on('data', (data) => {
    console.log(`DATA ${remoteAddress}: ${data}`);
    const capitals = data.toString().toUpperCase();
    socket.write(`You said "${capitals}"`);
  });

  socket.on('error', (error) => {
    console.log(`LOST: ${error.message}`);
  });

  socket.on('close', () => {
    console.log(`CLOSED: ${remoteAddress} ${remotePort}`);
  });
}

class Wanderer extends net.Server {
  #ports: number[];

  constructor(first: number, count: number) {
    super(serve);
    this.#ports = Array.from(
      { length: count },
      (_, index) => first + index,
    );
    this.on('error', (error) => this.#onError(error));
    this.on('listening', () => this.#announce());
  }

  start() {
    this.listen({ host: HOST, port: this.#ports.shift() });
  }

  #onError(error: NodeJS.ErrnoException) {
    const isTaken = error.code === 'EADDRINUSE';
    if (isTaken && this.#ports.length > 0) {
      this.start();
      return;
    }
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }

  #announce() {
    const at = this.address();
    if (!at || typeof at === 'string') return;
    console.log(
      `Server listening on ${at.address}:${at.port}`,
    );
  }
}

new Wanderer(PORT, 4).start();
