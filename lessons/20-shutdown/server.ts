// A server that takes its time, and is told to stop.
import net, { type AddressInfo } from 'node:net';
import { readLines } from './lines.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region answer
export const sockets = new Set<net.Socket>();

export const server = net.createServer((socket) => {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  socket.on('error', (error) => console.log(error.message));
  readLines(socket, (line) => {
    console.log(`asked: ${line}`);
    const answer = `${line.toUpperCase()}\n`;
    setTimeout(() => socket.write(answer), 500);
    process.kill(process.pid, 'SIGTERM');
  });
});
// #endregion answer

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
