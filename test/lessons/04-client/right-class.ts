// Right: a class, reading with 'readable'.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

class Client {
  #socket = new net.Socket();
  #answer = '';
  #failed = false;

  start(): void {
    const socket = this.#socket;
    socket.on('readable', () => this.#read());
    socket.on('end', () => {
      if (this.#answer === '') {
        return this.#fail(new Error('an empty answer'));
      }
      console.log(`DATA: ${this.#answer}`);
    });
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => {
      if (!this.#failed) console.log('Connection closed');
    });
    socket.connect(PORT, HOST, () => {
      console.log(`CONNECTED TO: ${HOST}:${PORT}`);
      socket.write('I am Chuck Norris!');
    });
  }

  #read(): void {
    for (;;) {
      const chunk: Buffer | null = this.#socket.read();
      if (chunk === null) return;
      this.#answer += chunk.toString('latin1');
    }
  }

  #fail(error: Error): void {
    this.#failed = true;
    process.exitCode = 1;
    process.stderr.write(`Failed: ${error.message}\n`);
  }
}

new Client().start();
