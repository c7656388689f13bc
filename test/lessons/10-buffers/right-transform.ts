// Right: a transform between the socket and itself.
import net from 'node:net';
import {
  Transform,
  type TransformCallback,
} from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

function formatLine(offset: number, bytes: Uint8Array) {
  const pairs = Array.from(bytes, (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  const left = pairs.slice(0, 8).join(' ').padEnd(23);
  const right = pairs.slice(8).join(' ').padEnd(23);
  const start = offset.toString(16).padStart(8, '0');
  const text = Buffer.from(bytes).toString('latin1');
  const shown = text.replace(/[^ -~]/g, '.');
  return `${start}  ${left}  ${right}  |${shown}|\n`;
}

class Hexdump extends Transform {
  #rest: Buffer = Buffer.alloc(0);
  #offset = 0;

  override _transform(
    data: Buffer,
    _encoding: string,
    done: TransformCallback,
  ) {
    this.#rest = Buffer.concat([this.#rest, data]);
    while (this.#rest.length >= 16) this.#dump(16);
    done();
  }

  override _flush(done: TransformCallback) {
    if (this.#rest.length > 0)
      this.#dump(this.#rest.length);
    done();
  }

  #dump(count: number) {
    const bytes = this.#rest.subarray(0, count);
    this.push(formatLine(this.#offset, bytes));
    this.#rest = this.#rest.subarray(count);
    this.#offset += count;
  }
}

function serve(socket: net.Socket) {
  socket.pipe(new Hexdump()).pipe(socket);
}

net
  .createServer({ allowHalfOpen: true }, serve)
  .listen(PORT, HOST, () => {
    console.log(`Server listening on ${HOST}:${PORT}`);
  });
