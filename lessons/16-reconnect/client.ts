// A client that visits once, and pays.
import net from 'node:net';
import { readLines } from './lines.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
/** The first wait, and the longest one, in milliseconds. */
const BASE = Number(process.env.BASE ?? 100);
const CAP = Number(process.env.CAP ?? 5000);

// #region visit
// TODO: come back after each failure, later each time: wait
// for half to the whole of BASE, then 2 * BASE, 4 * BASE, …
// up to CAP. Pay once. End at SIGTERM.
function visit() {
  const socket = net.connect(PORT, HOST);
  readLines(socket, (line) => {
    console.log(line);
    if (line === 'hello') socket.write('PAY\n');
    if (line === 'bye') socket.end();
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    console.log(error.code);
  });
}
// #endregion visit

console.log(
  `BASE (${BASE}) and CAP (${CAP}) are not used yet.`,
);

visit();
