// Wrong: nobody listens for the signal.
import dgram from 'node:dgram';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const SOCKET_PATH = process.env.SOCKET_PATH ?? join(tmpdir(), `three-sockets-${PORT}.sock`);

const tcp = net.createServer((sock) => {
  sock.write('Hello from TCP');
  sock.resume();
});
tcp.listen(PORT, HOST);

const udp = dgram.createSocket('udp4');
udp.on('message', (_, peer) => {
  udp.send('Hello from UDP', peer.port, peer.address);
});
udp.bind(PORT, HOST);

const unix = net.createServer((sock) => {
  sock.write('Hello from UNIX');
  sock.resume();
});
unix.listen(SOCKET_PATH);
