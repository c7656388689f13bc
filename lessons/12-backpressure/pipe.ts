// Pipes a big file to every client.
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { FILE } from './file.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region pipe
const server = net.createServer((socket) => {
  const file = fs.createReadStream(FILE);
  file.pipe(socket);
  file.on('close', () => console.log('file closed'));
  socket.on('error', () => console.log('reader gone'));
});
// #endregion pipe

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
