// A client that pays until it is told that it has paid.
import net from 'node:net';
import { readLines } from './lines.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

let isDone = false;

// #region pays
function visit() {
  const socket = net.connect(PORT, HOST);
  socket.write('PAY\n');
  readLines(socket, (line) => {
    console.log(line);
    isDone = true;
  });
  socket.on('error', (error) => console.log(error.message));
  socket.on('close', () => {
    if (!isDone) setTimeout(visit, 100);
  });
}
// #endregion pays

visit();
