// A class, readline, and process.exit at the end.
import net from 'node:net';
import readline from 'node:readline';

class Client {
  #delay = 0;
  #owes = true;
  readonly #base = Number(process.env.BASE ?? 100);
  readonly #cap = Number(process.env.CAP ?? 5000);

  start(): void {
    const socket = new net.Socket();
    socket.on('error', ({ code }: NodeJS.ErrnoException) =>
      console.log(code),
    );
    socket.once('close', () => this.#again());
    socket.connect(
      Number(process.env.PORT ?? 6969),
      process.env.HOST ?? '127.0.0.1',
    );
    const lines = readline.createInterface({
      input: socket,
      crlfDelay: Infinity,
    });
    lines.on('error', () => lines.close());
    lines.on('line', (line) => this.#hear(line, socket));
  }

  #hear(line: string, socket: net.Socket): void {
    console.log(line);
    if (line === 'bye') {
      socket.end(() => process.exit(0));
      return;
    }
    if (line !== 'hello') return;
    this.#delay = 0;
    if (this.#owes) {
      this.#owes = false;
      socket.write('PAY\n');
    }
  }

  #again(): void {
    this.#delay =
      this.#delay === 0
        ? this.#base
        : Math.min(this.#delay * 2, this.#cap);
    const low = this.#delay / 2;
    setTimeout(
      () => this.start(),
      low + Math.random() * (this.#delay - low),
    );
  }
}

process.on('SIGTERM', () => process.exit(0));
new Client().start();
