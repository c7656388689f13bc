// A TCP server: it hears its clients, and answers them.
import net from 'node:net';
import { HOST, PORT } from './place.ts';

// #region server
const server = net.createServer((socket) => {
  socket.on('data', (chunk) => {
    console.log(`a client said: ${chunk}`);
    socket.write('Hello from TCP');
  });
});

server.listen(PORT, HOST, () => {
  console.log(`TCP on ${HOST}:${PORT}`);
});
// #endregion server

// TODO: answer over UDP as well, on the same HOST and PORT
