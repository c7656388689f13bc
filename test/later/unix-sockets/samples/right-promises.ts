// Right: waits for each close, then leaves on its own feet.

import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const SOCKET_PATH = process.env.SOCKET_PATH ?? join(tmpdir(), `three-sockets-${PORT}.sock`);

const tcp = net.createServer((sock) => welcome(sock, 'TCP'));
const unix = net.createServer((sock) => welcome(sock, 'UNIX'));
const udp = dgram.createSocket('udp4');

async function welcome(sock: net.Socket, name: string) {
  sock.write(`Hello from ${name}`);
  let total = 0;
  for await (const data of sock) total += data.length;
  console.log(`${name} total ${total}`);
}

udp.on('message', (_, peer) => {
  udp.send('Hello from UDP', peer.port, peer.address);
});

tcp.listen(PORT, HOST);
unix.listen(SOCKET_PATH);
udp.bind(PORT, HOST);
await Promise.all([tcp, unix, udp].map((one) => once(one, 'listening')));
console.log('All three are open');

await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await Promise.all(
  [tcp, unix, udp].map((one) => {
    one.close();
    return once(one, 'close');
  }),
);
process.exit(0);
