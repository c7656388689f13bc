// A client that takes a connection for a success.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const BASE = 100;
const CAP = 5000;
const TRIES = 4;
let tries = 0;
let failures = 0;

// #region too-soon
function visit() {
  tries += 1;
  const socket = net.connect(PORT, HOST);
  socket.resume();
  socket.on('connect', () => {
    failures = 0;
  });
  socket.on('error', (error) => console.log(error.message));
  socket.on('close', () => {
    if (tries === TRIES) return;
    failures += 1;
    const ms = Math.min(CAP, BASE * 2 ** (failures - 1));
    console.log(`again in ${ms} ms`);
    setTimeout(visit, ms);
  });
}
// #endregion too-soon

visit();
