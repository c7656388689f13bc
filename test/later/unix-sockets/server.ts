// Opens one socket of the three; the others are your turn.
import net from 'node:net';
import { HOST, PORT } from './place.ts';

// #region greet
function greet(name: string, sock: net.Socket) {
  sock.write(`Hello from ${name}`);

  let total = 0;
  sock.on('data', (data) => {
    console.log(`${name} chunk ${data.length}`);
    total += data.length;
  });
  sock.on('end', () => console.log(`${name} total ${total}`));
}
// #endregion greet

// #region tcp
const tcp = net.createServer((sock) => greet('TCP', sock));
tcp.listen(PORT, HOST, () => {
  console.log(`TCP on ${HOST}:${PORT}`);
});
// #endregion tcp

// TODO: a UDP socket on HOST and PORT,
// and a UNIX server on SOCKET_PATH

function stop() {
  tcp.close();
}

process.once('SIGINT', stop);
process.once('SIGTERM', stop);
