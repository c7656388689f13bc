// Places that are taken, and given back once.
import net, { type AddressInfo } from 'node:net';

class Places {
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  /** Takes a place; returns what gives it back, or null. */
  take(): (() => void) | null {
    if (this.#free === 0) return null;
    this.#free -= 1;
    let isTaken = true;
    return () => {
      if (isTaken) this.#free += 1;
      isTaken = false;
    };
  }
}

const { HOST = '127.0.0.1', PORT = 6969 } = process.env;
const places = new Places(Number(process.env.MAX ?? 3));
const server = net.createServer();

server.on('connection', (socket) => {
  const giveBack = places.take();
  socket.on('error', (error) => console.log(error.message));
  socket.resume();
  if (!giveBack) {
    socket.end('busy\n');
    return;
  }
  socket.once('error', giveBack).once('close', giveBack);
  socket.write('welcome\n');
});

server.listen({ port: Number(PORT), host: HOST }, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
