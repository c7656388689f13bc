// Wrong: pushes one Buffer into a stream that waits.
import net from 'node:net';
import {
  Transform,
  type TransformCallback,
} from 'node:stream';
import { pipeline } from 'node:stream/promises';

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

class Lines extends Transform {
  #line = Buffer.alloc(16);
  #filled = 0;

  override _transform(
    data: Buffer,
    _encoding: string,
    done: TransformCallback,
  ) {
    for (const byte of data) {
      this.#line[this.#filled] = byte;
      this.#filled += 1;
      if (this.#filled === 16) this.#flush();
    }
    done();
  }

  override _flush(done: TransformCallback) {
    if (this.#filled > 0) this.#flush();
    done();
  }

  #flush() {
    this.push(this.#line.subarray(0, this.#filled));
    this.#filled = 0;
  }
}

async function* dump(lines: AsyncIterable<Buffer>) {
  let offset = 0;
  for await (const line of lines) {
    yield formatLine(offset, line);
    offset += line.length;
  }
}

function serve(socket: net.Socket) {
  const lines = new Lines({ readableObjectMode: true });
  pipeline(socket, lines, dump, socket).catch(() => {});
}

net
  .createServer({ allowHalfOpen: true }, serve)
  .listen(PORT, HOST, () => {
    console.log(`Server listening on ${HOST}:${PORT}`);
  });
