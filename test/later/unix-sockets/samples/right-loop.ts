// Right: TCP and UNIX from one loop, end instead of write.
import dgram from 'node:dgram';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const SOCKET_PATH = process.env.SOCKET_PATH ?? join(tmpdir(), `three-sockets-${PORT}.sock`);

const streams = [
  { name: 'TCP', where: { port: PORT, host: HOST } },
  { name: 'UNIX', where: { path: SOCKET_PATH } },
].map(({ name, where }) => {
  const server = new net.Server();
  server.on('connection', (sock) => {
    sock.on('error', () => {});
    sock.end(`Hello from ${name}`);
    sock.resume();
  });
  return server.listen(where);
});

const udp = dgram.createSocket('udp4', (message, peer) => {
  console.log(message.length);
  udp.send(Buffer.from('Hello from UDP'), peer.port, peer.address);
});
udp.bind({ port: PORT, address: HOST });

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const one of [...streams, udp]) one.close();
  });
}
