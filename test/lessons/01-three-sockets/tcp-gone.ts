// Wrong: UDP in the place of TCP.
import dgram from 'node:dgram';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const udp = dgram.createSocket('udp4', (message, from) => {
  console.log(`a client said: ${message}`);
  udp.send('Hello from UDP', from.port, from.address);
});

udp.bind(PORT, HOST, () => {
  console.log(`UDP on ${HOST}:${PORT}`);
});
