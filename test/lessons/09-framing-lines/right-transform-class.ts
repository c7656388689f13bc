// Right: a Transform that cuts lines.
import net from 'node:net';
import { pipeline, Transform } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

class Lines extends Transform {
  #rest = Buffer.alloc(0);
  constructor() {
    super({ readableObjectMode: true });
  }
  override _transform(
    chunk: Buffer,
    _e: string,
    done: () => void,
  ) {
    let all = Buffer.concat([this.#rest, chunk]);
    let at = all.indexOf(0x0a);
    for (; at !== -1; at = all.indexOf(0x0a)) {
      this.push(
        all
          .subarray(
            0,
            at > 0 && all[at - 1] === 0x0d ? at - 1 : at,
          )
          .toString(),
      );
      all = all.subarray(at + 1);
    }
    this.#rest = all;
    done();
  }
}
const shout = () =>
  new Transform({
    writableObjectMode: true,
    transform(line, _e, cb) {
      cb(null, `You said "${line.toUpperCase()}"\n`);
    },
  });
const server = net.createServer((socket) => {
  pipeline(socket, new Lines(), shout(), socket, () => {});
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
