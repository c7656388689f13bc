// A UDP socket: it hears messages, and answers each.
import dgram from 'node:dgram';
import { HOST, PORT } from './place.ts';

// #region udp
const udp = dgram.createSocket('udp4', (message, from) => {
  console.log(`a client said: ${message}`);
  udp.send('Hello from UDP', from.port, from.address);
});

udp.bind(PORT, HOST, () => {
  console.log(`UDP on ${HOST}:${PORT}`);
});
// #endregion udp
