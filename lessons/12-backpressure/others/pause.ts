// Pauses the file, and resumes it.
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const FILE = process.env.BIG_FILE ?? process.execPath;

const server = net.createServer((socket) => {
  const file = fs.createReadStream(FILE);
  file.on('data', (chunk) => {
    if (!socket.write(chunk)) file.pause();
  });
  file.on('end', () => socket.end());
  socket.on('drain', () => file.resume());
  socket.on('error', (error) => console.log(error.message));
  socket.on('close', () => file.destroy());
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
