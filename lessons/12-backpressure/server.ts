// Sends a big file to every client.
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { FILE } from './file.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region send
const server = net.createServer((socket) => {
  // TODO: stop reading the file while the client is slow,
  // and close the file when the client leaves
  const file = fs.createReadStream(FILE);
  file.on('data', (chunk) => socket.write(chunk));
  file.on('end', () => {
    const waiting = socket.writableLength;
    console.log(`all written, ${waiting} wait`);
    socket.end();
  });
  socket.on('error', (error) => console.log(error.message));
});
// #endregion send

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
