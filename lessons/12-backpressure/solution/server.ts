// It sends a big file to whoever connects.
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { FILE } from './file.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region send
const server = net.createServer((socket) => {
  const file = fs.createReadStream(FILE);
  socket.on('error', () => console.log('reader gone'));
  file.on('close', () => console.log('file closed'));
  pipeline(file, socket, () => {});
});
// #endregion send

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
