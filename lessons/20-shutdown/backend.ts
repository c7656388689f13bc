// A slow server behind another one: a line, an answer, FIN.
import net, { type AddressInfo } from 'node:net';
import { readLines } from './lines.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 7000);
/** How long it works on an answer, in milliseconds. */
const WORK = Number(process.env.WORK ?? 500);

// #region backend
const server = net.createServer((socket) => {
  socket.on('error', (error) => console.log(error.message));
  readLines(socket, (line) => {
    console.log(`asked: ${line}`);
    const answer = `${line.toUpperCase()}\n`;
    const work = setTimeout(() => socket.end(answer), WORK);
    socket.on('close', () => clearTimeout(work));
  });
});
// #endregion backend

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
