// A UDP client: sends a message, and listens for a second.
import dgram from 'node:dgram';
import { HOST, PORT } from './place.ts';

const socket = dgram.createSocket('udp4', (message) => {
  console.log(`the server said: ${message}`);
});

socket.send('Hello', PORT, HOST);
setTimeout(() => socket.close(), 1000);
