// Looks at what write returns.
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { FILE } from './file.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region told
const server = net.createServer((socket) => {
  const file = fs.createReadStream(FILE);
  let writes = 0;
  file.on('data', (chunk) => {
    writes += 1;
    if (socket.write(chunk)) return;
    file.destroy();
    const waiting = socket.writableLength;
    console.log(`write ${writes}: false, ${waiting} wait`);
  });
  socket.once('drain', () => {
    console.log(`drain, ${socket.writableLength} wait`);
    socket.end();
  });
  socket.on('error', (error) => console.log(error.message));
});
// #endregion told

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
