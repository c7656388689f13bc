// Wrong: has no socket on a path.
import dgram from 'node:dgram';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

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

function stop() {
  tcp.close();
  udp.close();
}

process.once('SIGINT', stop);
process.once('SIGTERM', stop);
