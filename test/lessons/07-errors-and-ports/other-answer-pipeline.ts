// Wrong: a class that echoes through a pipeline.

import net from 'node:net';
import { PassThrough, pipeline } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

class Stubborn extends net.Server {
  tries = 0;
  start() {
    this.addListener('error', this.onTrouble);
    this.addListener('listening', this.onOpen);
    this.addListener('connection', (s: net.Socket) => {
      s.on('error', () => {});
      pipeline(s, new PassThrough(), s, () => {});
    });
    this.listen(PORT, HOST);
  }
  onOpen() {
    const at = this.address() as net.AddressInfo;
    console.log(
      `Server listening on ${at.address}:${at.port}`,
    );
  }
  onTrouble(e: NodeJS.ErrnoException) {
    if (e.code === 'EADDRINUSE' && this.tries < 3) {
      this.tries++;
      setTimeout(
        () => this.listen(PORT + this.tries, HOST),
        5,
      );
      return;
    }
    console.error(`${e.code}: cannot listen`);
    process.exitCode = 1;
  }
}
new Stubborn().start();
