// Takes false for a refusal, and writes the piece again.
import fs from 'node:fs';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const FILE = process.env.BIG_FILE ?? process.execPath;

const server = net.createServer((socket) => {
  const file = fs.createReadStream(FILE);
  file.on('data', (chunk) => {
    if (socket.write(chunk)) return;
    file.pause();
    socket.once('drain', () => {
      socket.write(chunk);
      file.resume();
    });
  });
  file.on('end', () => socket.end());
  socket.on('error', () => {});
  socket.on('close', () => file.destroy());
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
