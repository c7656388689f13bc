// A UNIX client: client.ts, at a path.
import net from 'node:net';
import { SOCKET_PATH } from './place.ts';

// #region connect
const socket = net.connect(SOCKET_PATH, () => {
  socket.write('Hello');
});
// #endregion connect

socket.on('data', (chunk) => {
  console.log(`the server said: ${chunk}`);
  socket.end();
});

socket.on('error', (error) => console.log(error.message));
