// A client that comes back at once, a hundred times.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const VISITS = 100;
let visits = 0;
const start = performance.now();

// #region at-once
function visit() {
  visits += 1;
  const socket = net.connect(PORT, HOST);
  socket.resume();
  socket.on('error', (error) => console.log(error.message));
  socket.on('close', () => {
    if (visits < VISITS) visit();
    else tell();
  });
}
// #endregion at-once

function tell() {
  const ms = Math.round(performance.now() - start);
  console.log(`${visits} visits in ${ms} ms`);
}

visit();
