// Right: one AbortController closes all three.
import dgram from 'node:dgram';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const SOCKET_PATH = process.env.SOCKET_PATH ?? join(tmpdir(), `three-sockets-${PORT}.sock`);

const stop = new AbortController();
const { signal } = stop;
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());

function greet(name: string) {
  return net.createServer((sock) => {
    sock.write(`Hello from ${name}`);
    sock.resume();
  });
}

greet('TCP').listen({ port: PORT, host: HOST, signal });
greet('UNIX').listen({ path: SOCKET_PATH, signal });

const udp = dgram.createSocket({ type: 'udp4', signal });
udp.on('message', (_, { address, port }) => {
  udp.send('Hello from UDP', port, address);
});
udp.bind(PORT, HOST);
