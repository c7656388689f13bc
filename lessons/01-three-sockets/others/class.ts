// A class for the streams, and a UNIX socket beside them.
import dgram from 'node:dgram';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const SOCKET_PATH =
  process.env.SOCKET_PATH ??
  join(tmpdir(), `three-sockets-${PORT}.sock`);

class Greeter extends net.Server {
  constructor(name: string) {
    super((sock) => {
      sock.setEncoding('utf8');
      sock.on('data', (said) =>
        console.log(`${name} heard ${said}`),
      );
      sock.write(`Hello from ${name}`);
    });
  }
}

const tcp = new Greeter('TCP').listen(PORT, HOST);
const unix = new Greeter('UNIX').listen(SOCKET_PATH);
const udp = dgram
  .createSocket({ type: 'udp4' })
  .on('message', (_, peer) => {
    udp.send('Hello from UDP', peer.port, peer.address);
  });
udp.bind(PORT, HOST);

const stop = () => {
  udp.close(() => unix.close(() => tcp.close()));
};
process.once('SIGTERM', stop).once('SIGINT', stop);
