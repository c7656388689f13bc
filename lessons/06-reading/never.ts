// What 'close' says of a socket that was never connected.
import net from 'node:net';

// #region never
const socket = new net.Socket();

socket.on('close', (argument) => {
  console.log(`close says: ${argument}`);
});

socket.destroy();
// #endregion never
