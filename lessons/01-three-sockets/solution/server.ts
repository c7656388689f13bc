// Two sockets in one program: TCP and UDP.
import dgram from 'node:dgram';
import net from 'node:net';
import { HOST, PORT } from './place.ts';

const server = net.createServer((socket) => {
  socket.on('data', (chunk) => {
    console.log(`a client said: ${chunk}`);
    socket.write('Hello from TCP');
  });
});

server.listen(PORT, HOST, () => {
  console.log(`TCP on ${HOST}:${PORT}`);
});

// #region udp
const udp = dgram.createSocket('udp4', (message, from) => {
  udp.send('Hello from UDP', from.port, from.address);
});
udp.bind(PORT, HOST);
// #endregion udp
