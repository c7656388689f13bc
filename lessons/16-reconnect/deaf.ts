// A client that is told to stop while it waits.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const VISITS = 3;
let visits = 0;
let socket: net.Socket | undefined;

// #region deaf
function visit() {
  visits += 1;
  const next = net.connect(PORT, HOST);
  socket = next;
  next.resume();
  next.on('error', (error) => console.log(error.message));
  next.on('close', () => {
    console.log('closed');
    if (visits === 1) stopSoon();
    if (visits < VISITS) setTimeout(visit, 300);
  });
}

process.once('SIGTERM', () => {
  console.log('SIGTERM');
  socket?.destroy();
});
// #endregion deaf

/** Stops it in the middle of its first wait. */
function stopSoon() {
  setTimeout(
    () => process.kill(process.pid, 'SIGTERM'),
    100,
  );
}

visit();
