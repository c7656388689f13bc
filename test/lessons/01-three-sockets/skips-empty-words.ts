// Wrong: answers only the messages that say what it expects.
import dgram from 'node:dgram';
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

const udp = dgram.createSocket('udp4', (message, from) => {
  if (message.toString() === 'Hello') {
    udp.send('Hello from UDP', from.port, from.address);
  }
});
udp.bind(PORT, HOST);
