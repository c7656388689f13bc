// Wrong: answers from a timer, and by then knows only the last sender.
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

let last: dgram.RemoteInfo | null = null;
const udp = dgram.createSocket('udp4', (message, from) => {
  last = from;
});
udp.bind(PORT, HOST);
setInterval(() => {
  if (last)
    udp.send('Hello from UDP', last.port, last.address);
  last = null;
}, 50);
