// A server that is restarted: it is away for a second.
import net, { type AddressInfo } from 'node:net';
import { readLines } from './lines.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

let visits = 0;
const sockets = new Set<net.Socket>();

const server = net.createServer((socket) => {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  socket.on('error', (error) => console.log(error.message));
  readLines(socket, (line) => console.log(`got ${line}`));
  visits += 1;
  socket.write(visits === 1 ? 'hello\n' : 'hello\nbye\n');
  if (visits === 1) setTimeout(restart, 200);
});

// #region restart
function restart() {
  console.log('down');
  server.close(() => setTimeout(open, 1000));
  for (const socket of sockets) socket.destroy();
}
// #endregion restart

function open() {
  server.listen(PORT, HOST);
}

server.on('listening', () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
open();
