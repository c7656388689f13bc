// Right: each socket a service, and an exit when all three have stopped.
import * as dgram from 'node:dgram';
import * as net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const SOCKET_PATH = process.env.SOCKET_PATH ?? join(tmpdir(), `three-sockets-${PORT}.sock`);

interface Service {
  stop(): Promise<void>;
}
class Stream implements Service {
  #server: net.Server;
  constructor(name: string, options: net.ListenOptions) {
    this.#server = net.createServer((s) => {
      s.on('error', () => {});
      s.end(`Hello from ${name}`);
      s.resume();
    });
    this.#server.listen(options);
  }
  stop() {
    return new Promise<void>((ok) => {
      this.#server.close(() => ok());
    });
  }
}
class Datagrams implements Service {
  #socket = dgram.createSocket('udp4');
  constructor() {
    this.#socket.on('message', (_m, r) =>
      this.#socket.send(Buffer.from('Hello from UDP'), r.port, r.address),
    );
    this.#socket.bind(PORT, HOST);
  }
  stop() {
    return new Promise<void>((ok) => {
      this.#socket.close(ok);
    });
  }
}
const all: Service[] = [
  new Stream('TCP', { host: HOST, port: PORT }),
  new Stream('UNIX', { path: SOCKET_PATH }),
  new Datagrams(),
];
const stop = async () => {
  await Promise.all(all.map((s) => s.stop()));
  process.exit(0);
};
process.on('SIGINT', stop).on('SIGTERM', stop);
