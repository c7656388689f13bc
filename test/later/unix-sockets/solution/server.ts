// One socket of each kind, in one program.
import dgram from 'node:dgram';
import net from 'node:net';
import { HOST, PORT, SOCKET_PATH } from './place.ts';

function greet(name: string, sock: net.Socket) {
  sock.write(`Hello from ${name}`);

  let total = 0;
  sock.on('data', (data) => {
    console.log(`${name} chunk ${data.length}`);
    total += data.length;
  });
  sock.on('end', () => console.log(`${name} total ${total}`));
}

const tcp = net.createServer((sock) => greet('TCP', sock));
tcp.listen(PORT, HOST, () => {
  console.log(`TCP on ${HOST}:${PORT}`);
});

// #region others
const udp = dgram.createSocket('udp4');
udp.on('message', (message, peer) => {
  console.log(`UDP MSG ${message.length}`);
  udp.send('Hello from UDP', peer.port, peer.address);
});
udp.bind(PORT, HOST, () => {
  console.log(`UDP on ${HOST}:${PORT}`);
});

const unix = net.createServer((sock) => greet('UNIX', sock));
unix.listen(SOCKET_PATH, () => {
  console.log(`UNIX on ${SOCKET_PATH}`);
});

function stop() {
  tcp.close();
  udp.close();
  unix.close();
}
// #endregion others

process.once('SIGINT', stop);
process.once('SIGTERM', stop);
