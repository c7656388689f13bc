// A UDP socket that tells what arrives, and answers.
import dgram from 'node:dgram';
import { HOST, PORT } from './place.ts';

// #region udp
const udp = dgram.createSocket('udp4');

udp.on('message', (message, peer) => {
  console.log(`UDP MSG ${message.length}`);
  udp.send('Hello from UDP', peer.port, peer.address);
});
udp.bind(PORT, HOST, () => {
  console.log(`UDP on ${HOST}:${PORT}`);
});
// #endregion udp
