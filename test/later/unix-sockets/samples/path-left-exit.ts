// Wrong: exits in place of closing.
import dgram from 'node:dgram';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const SOCKET_PATH = process.env.SOCKET_PATH ?? join(tmpdir(), `three-sockets-${PORT}.sock`);
const greet = (name: string) =>
  net.createServer((sock) => {
    sock.resume();
    sock.write(`Hello from ${name}`);
  });
const _tcp = greet('TCP').listen(PORT, HOST);
const _unix = greet('UNIX').listen(SOCKET_PATH);
const udp = dgram.createSocket('udp4');
udp.on('message', (_, r) => udp.send('Hello from UDP', r.port, r.address));
udp.bind(PORT, HOST);
for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => process.exit());
