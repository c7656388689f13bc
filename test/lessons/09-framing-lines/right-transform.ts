// Right: a Transform that cuts, as split libraries do.
import net from 'node:net';
import {
  Transform,
  type TransformCallback,
} from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

class Lines extends Transform {
  #decoder = new StringDecoder('utf8');
  #rest = '';

  constructor() {
    super({ readableObjectMode: true });
  }

  override _transform(
    chunk: Buffer,
    _: string,
    done: TransformCallback,
  ) {
    const text = this.#rest + this.#decoder.write(chunk);
    const lines = text.split(/\r?\n/);
    this.#rest = lines.pop() ?? '';
    // An empty string in object mode is an object too.
    for (const line of lines) this.push(line);
    done();
  }
}

const server = net.createServer((socket) => {
  socket.pipe(new Lines()).on('data', (line: string) => {
    socket.write(`You said "${line.toUpperCase()}"\n`);
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
