// Sends a big file to every client.
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { FILE } from './file.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region send
const server = net.createServer((socket) => {
  const file = fs.createReadStream(FILE);
  file.on('close', () => console.log('file closed'));
  socket.on('error', (error: NodeJS.ErrnoException) => {
    console.log(error.code);
  });
  pipeline(file, socket, (error) => {
    // The socket gets the same error, and prints it.
    if (!error) console.log('sent');
  });
});
// #endregion send

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
