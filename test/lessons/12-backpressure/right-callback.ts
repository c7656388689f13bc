// Right: the callback of write, one piece at a time.
import fs from 'node:fs';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const FILE = process.env.BIG_FILE ?? process.execPath;

class Sender {
  readonly socket: net.Socket;
  readonly descriptor: number;

  constructor(socket: net.Socket) {
    this.socket = socket;
    this.descriptor = fs.openSync(FILE, 'r');
    socket.on('error', () => {});
    socket.on('close', () => fs.closeSync(this.descriptor));
    this.sendNext();
  }

  sendNext() {
    if (this.socket.destroyed) return;
    const buffer = Buffer.alloc(65_536);
    const bytes = fs.readSync(this.descriptor, buffer);
    if (bytes === 0) {
      this.socket.end();
      return;
    }
    this.socket.write(
      buffer.subarray(0, bytes),
      (error) => {
        if (!error) this.sendNext();
      },
    );
  }
}

const server = net.createServer((socket) => {
  new Sender(socket);
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
