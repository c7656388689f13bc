// Takes the UDP messages from an iterator.
import dgram from 'node:dgram';
import { on } from 'node:events';
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

const udp = dgram.createSocket({ type: 'udp4' });
udp.bind({ port: PORT, address: HOST });

for await (const [, from] of on(udp, 'message')) {
  const { port, address } = from as dgram.RemoteInfo;
  udp.send(Buffer.from('Hello from UDP'), port, address);
}
