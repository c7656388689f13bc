// A UNIX domain server: a TCP server without TCP.
import net from 'node:net';
import { SOCKET_PATH } from './place.ts';

// #region unix
const unix = net.createServer((sock) => {
  console.log(`UNIX from ${sock.remoteAddress}`);
  sock.write('Hello from UNIX');

  let total = 0;
  sock.on('data', (data) => {
    total += data.length;
  });
  sock.on('end', () => console.log(`UNIX total ${total}`));
});
unix.listen(SOCKET_PATH, () => {
  console.log(`UNIX on ${unix.address()}`);
});
// #endregion unix

// #region stop
function stop() {
  unix.close();
}

process.once('SIGINT', stop);
process.once('SIGTERM', stop);
// #endregion stop
