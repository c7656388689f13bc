// A client that doubles its waits.
import net from 'node:net';
import { readLines } from './lines.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const BASE = 100;
const CAP = 5000;
let failures = 0;
let isOver = false;

// #region doubling
function visit() {
  const socket = net.connect(PORT, HOST);
  readLines(socket, (line) => {
    console.log(line);
    if (line === 'hello') failures = 0;
    if (line === 'bye') leave(socket);
  });
  socket.on('error', (error) => console.log(error.message));
  socket.on('close', () => {
    if (isOver) return;
    failures += 1;
    const ms = Math.min(CAP, BASE * 2 ** (failures - 1));
    console.log(`again in ${ms} ms`);
    setTimeout(visit, ms);
  });
}
// #endregion doubling

function leave(socket: net.Socket) {
  isOver = true;
  socket.end();
}

visit();
