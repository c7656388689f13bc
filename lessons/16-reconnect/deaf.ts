// A client that is told to stop while it waits.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const TRIES = 3;
let tries = 0;
let socket: net.Socket;

// #region deaf
function visit() {
  tries += 1;
  socket = net.connect(PORT, HOST);
  socket.on('error', (error) => console.log(error.message));
  socket.on('close', () => {
    if (tries < TRIES) setTimeout(visit, 200);
  });
}

process.once('SIGTERM', () => {
  console.log('SIGTERM');
  socket.destroy();
});
// #endregion deaf

visit();
// Somebody stops it, while it waits for its second try.
setTimeout(() => process.kill(process.pid, 'SIGTERM'), 100);
