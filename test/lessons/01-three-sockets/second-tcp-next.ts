// Wrong: a TCP server that is called udp, on the next port.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  socket.on('data', (chunk) => {
    console.log(`a client said: ${chunk}`);
    socket.write('Hello from TCP');
  });
});

server.listen(PORT, HOST, () => {
  console.log(`TCP on ${HOST}:${PORT}`);
});

const udp = net.createServer((socket) => {
  socket.on('data', () => socket.write('Hello from UDP'));
});
udp.listen(PORT === 0 ? 0 : PORT + 1, HOST);
