// Right: a state machine that joins nothing.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

function frame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}
class Conn {
  #head = Buffer.alloc(4);
  #have = 0;
  #body: Buffer | null = null;
  #refused = false;
  readonly s: net.Socket;
  constructor(s: net.Socket) {
    this.s = s;
    s.on('data', (c) => this.#eat(c));
    s.on('error', () => s.destroy());
  }
  #eat(c: Buffer) {
    for (let i = 0; i < c.length && !this.#refused; ) {
      if (!this.#body) {
        const n = c.copy(
          this.#head,
          this.#have,
          i,
          i + 4 - this.#have,
        );
        i += n;
        this.#have += n;
        if (this.#have < 4) return;
        const len = this.#head.readUInt32BE();
        if (len > 1048576) {
          this.#refused = true;
          this.s.end();
          this.s.resume();
          return;
        }
        this.#body = Buffer.allocUnsafe(len);
        this.#have = 0;
      }
      const n = c.copy(this.#body, this.#have, i);
      i += n;
      this.#have += n;
      if (this.#have === this.#body.length) {
        this.s.write(frame(this.#body.reverse()));
        this.#body = null;
        this.#have = 0;
      }
    }
    if (this.#body && this.#have === this.#body.length) {
      this.s.write(frame(this.#body));
      this.#body = null;
      this.#have = 0;
    }
  }
}
const server = net.createServer((s) => void new Conn(s));
server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
