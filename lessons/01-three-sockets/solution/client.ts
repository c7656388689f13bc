// A TCP client: says hello, hears the answer, hangs up.
import net from 'node:net';
import { HOST, PORT } from './place.ts';

const socket = net.connect(PORT, HOST, () => {
  socket.write('Hello');
});

socket.on('data', (chunk) => {
  console.log(`the server said: ${chunk}`);
  socket.end();
});

socket.on('error', (error) => console.log(error.message));
