// A UNIX server: server.ts, at a path.
import net from 'node:net';
import { SOCKET_PATH } from './place.ts';

const server = net.createServer((socket) => {
  socket.on('data', (chunk) => {
    console.log(`a client said: ${chunk}`);
    socket.write('Hello from UNIX');
  });
});

// #region listen
server.listen(SOCKET_PATH, () => {
  console.log(`UNIX on ${SOCKET_PATH}`);
});
// #endregion listen
